/**
 * What the pages with a form do where scripts run: a second press while the first is on its way sends nothing. A
 * double click would else fail a sign-in twice, or use a link up and then be told that it doesn't work. Without
 * scripts the pages work all the same. It is one constant text, so that a page's policy can allow it by its hash.
 */
export const submitOnceScript = `'use strict';
(() => {
  const again = (form) => form.removeAttribute('aria-busy');
  addEventListener('submit', (event) => {
    const form = event.target;
    if (form.hasAttribute('aria-busy')) return event.preventDefault();
    form.setAttribute('aria-busy', 'true');
    // Somebody may have stopped it; and who comes back with the browser's button finds the page as it was left.
    setTimeout(again, 8000, form);
  });
  addEventListener('pageshow', () => document.querySelectorAll('form').forEach(again));
})();`;
