// Tells how many characters are left; the server counts the same way (code points, line breaks as one).
const wait = 400;
for (const area of document.querySelectorAll('textarea[data-most]')) {
  const line = document.getElementById(`${area.id}-count`);
  if (!line) continue;
  const most = Number(area.dataset.most);
  // What is read aloud waits for a pause in typing; what is seen does not.
  const spoken = document.createElement('p');
  spoken.className = 'unseen';
  spoken.setAttribute('role', 'status');
  line.after(spoken);
  let timer;
  const tell = () => {
    const left = most - [...area.value].length;
    const words = (left < 0 ? line.dataset.over : line.dataset.left).replace('#', Math.abs(left).toLocaleString('en'));
    line.textContent = words;
    line.classList.toggle('over', left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => {
      spoken.textContent = left < most / 5 ? words : '';
    }, wait);
  };
  area.addEventListener('input', tell);
  tell();
}
