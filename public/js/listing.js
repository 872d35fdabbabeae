/** Lists: a changed filter or order is applied at once, inside the list's frame; empty fields stay out of the address. */
export function setUpListing() {
  document.addEventListener('change', (event) => {
    const { form } = event.target;
    if (form?.matches('[data-listing-form]')) form.requestSubmit();
  });
  document.addEventListener('formdata', (event) => {
    if (!event.target.matches('[data-listing-form]')) return;
    const { formData } = event;
    const names = new Set(formData.keys());
    for (const name of names) if (formData.getAll(name).every((value) => value === '')) formData.delete(name);
  });
  keepFolds();
  document.addEventListener('turbo:render', settle);
  // Captured: Turbo keeps what happens in a frame there.
  document.addEventListener('submit', countChoice, true);
  window.addEventListener('popstate', () => setTimeout(reloadIfStale, SETTLE_MS, choices));
  document.addEventListener('turbo:frame-load', (event) => {
    if (event.target.id === 'listing' && isPaging) event.target.scrollIntoView();
    isPaging = false;
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('#listing .pagination a')) isPaging = true;
    if (event.target.closest('#listing a')) choices += 1;
  });
}

function countChoice({ target }) {
  if (target.matches('[data-listing-form]')) choices += 1;
}

let isPaging = false;
/** How often a page, a filter or an order was chosen. */
let choices = 0;

/** Longer than Turbo needs to note an exchanged list in the history. */
const SETTLE_MS = 300;

/**
 * Turbo notes an exchanged list in the history a moment after it shows it. Back within that moment is overtaken by the
 * note: the address is the older one, the list the newer one. Then the page is loaded again; but not when something was
 * chosen since, whose list may be there a moment before its address.
 */
function reloadIfStale(choicesBefore) {
  const listing = document.querySelector('turbo-frame#listing');
  if (!listing || choices !== choicesBefore) return;
  const isBusy = listing.hasAttribute('busy') || document.documentElement.hasAttribute('aria-busy');
  if (isBusy) return void setTimeout(reloadIfStale, SETTLE_MS, choicesBefore);
  const shown = listing.getAttribute('src');
  // A link into the page adds its part behind the `#`; the list is the same.
  if (shown && withoutPart(new URL(shown, location.href).href) !== withoutPart(location.href))
    location.reload();
}

const withoutPart = (address) => address.split('#')[0];

/** Back shows a list as it was kept when it was left: busy, and with the choice that led away from it. */
function settle() {
  const listing = document.querySelector('#listing');
  listing?.removeAttribute('busy');
  listing?.removeAttribute('aria-busy');
  document.querySelector('[data-listing-form]')?.reset();
}

/** What was unfolded, and where the keyboard was, survives the exchange of the list. */
function keepFolds() {
  document.addEventListener('turbo:before-frame-render', (event) => {
    if (event.target.id !== 'listing') return;
    const before = [...event.target.querySelectorAll('details')];
    const after = [...event.detail.newFrame.querySelectorAll('details')];
    if (before.length === after.length) before.forEach((details, i) => (after[i].open = details.open));
    const focused = document.activeElement?.id;
    if (!focused || !event.target.contains(document.activeElement)) return;
    event.target.addEventListener('turbo:frame-render', () => document.getElementById(focused)?.focus(), {
      once: true,
    });
  });
}
