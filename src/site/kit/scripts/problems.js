// After a refused form the summary is where reading begins; a link in it leads into the field itself.
const summary = document.querySelector('[data-problems]');
if (summary) {
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    (target.closest('fieldset, .field') ?? target).scrollIntoView();
    target.focus({ preventScroll: true });
  });
}
