// Shows how far an upload is. Whatever goes wrong here, the form is sent the ordinary way.
for (const box of document.querySelectorAll('[data-upload]')) {
  const form = box.closest('form');
  const input = box.querySelector('input[type=file]');
  if (!form || !input) continue;
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || input.files.length === 0) return;
    event.preventDefault();
    const bar = document.createElement('progress');
    const words = document.createElement('p');
    words.setAttribute('role', 'status');
    bar.max = 100;
    box.append(bar, words);
    const ordinary = () => {
      bar.remove();
      words.remove();
      // Sent by script a form leaves its button out; what the button says must go along.
      const act = document.createElement('input');
      act.type = 'hidden';
      act.name = event.submitter?.name ?? '';
      act.value = event.submitter?.value ?? '';
      form.append(act);
      form.submit();
    };
    const sending = new XMLHttpRequest();
    sending.open('POST', form.action);
    sending.setRequestHeader('Accept', 'text/html');
    // Where the answer leads is opened as a page of its own; the server need not draw it twice.
    sending.setRequestHeader('X-Fangxin-Upload', 'script');
    sending.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (!lengthComputable) return;
      const percent = Math.floor((loaded / total) * 100);
      bar.value = percent;
      words.textContent = box.dataset.upload.replace('#', percent);
    });
    sending.addEventListener('error', ordinary);
    sending.addEventListener('load', () => {
      // Led elsewhere, perhaps back to this very address: opened as a page, which is asked for anew.
      if (sending.status === 204 || new URL(sending.responseURL || form.action).href !== new URL(form.action).href) {
        location.assign(sending.responseURL);
        return;
      }
      document.open();
      document.write(sending.responseText);
      document.close();
    });
    sending.send(new FormData(form, event.submitter));
  });
}
