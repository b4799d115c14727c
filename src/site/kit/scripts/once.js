// A second click on the same button sends nothing; the server's idempotency id would catch it, this spares the wait.
const restMilliseconds = 8000;
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute('data-once')) return;
  if (button.getAttribute('aria-disabled') === 'true') {
    event.preventDefault();
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  setTimeout(() => button.removeAttribute('aria-disabled'), restMilliseconds);
});
// Coming back by the browser's own button shows the page as it was left: the button must work again.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('[data-once][aria-disabled]')) button.removeAttribute('aria-disabled');
});
