// Keeps what is typed in the draft on the server while the person pauses, and says so. Files go with the button only.
const pauseMilliseconds = 2500;
for (const place of document.querySelectorAll('[data-keep]')) {
  const form = place.closest('form');
  if (!form) continue;
  let timer;
  let last = '';
  const answers = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
    return fields;
  };
  const keep = async () => {
    const fields = answers();
    if (String(fields) === last) return;
    last = String(fields);
    try {
      const answer = await fetch(place.dataset.keep, { method: 'POST', body: fields, credentials: 'same-origin' });
      place.textContent = answer.ok ? place.dataset.kept : place.dataset.offline;
      if (!answer.ok) last = '';
    } catch {
      place.textContent = place.dataset.offline;
      last = '';
    }
  };
  last = String(answers());
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(keep, pauseMilliseconds);
  });
  form.addEventListener('submit', () => clearTimeout(timer));
}
