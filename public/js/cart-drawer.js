import { pageAddress } from './address.js';

/** The drawer: forms marked `data-add-to-cart` are answered into it, and it follows every change made inside it. */
export function setUpCartDrawer() {
  const drawer = document.querySelector('[data-cart-drawer]');
  const frame = drawer?.querySelector('turbo-frame');
  if (!drawer || !drawer.showModal) return;
  sendAddsIntoDrawer();
  document.addEventListener('turbo:frame-render', sendAddsIntoDrawer);
  openByLink(drawer, frame);
  closeByVeil(drawer);
  closeByLink(drawer);
  drawer.addEventListener('close', () => {
    isAwaited = false;
    opener?.focus();
  });
  followFrame(drawer, frame);
  window.addEventListener('pageshow', (event) => {
    const [navigation] = performance.getEntriesByType('navigation');
    if (event.persisted || navigation?.type === 'back_forward') void refreshCount();
  });
}

/** Of lists, more forms come later: also those of cards that were added (load-more.js). */
export function sendAddsIntoDrawer() {
  for (const form of document.querySelectorAll('[data-add-to-cart]:not([data-turbo])')) sendIntoDrawer(form);
}

function sendIntoDrawer(form) {
  form.dataset.turbo = 'true';
  form.dataset.turboFrame = 'cart-contents';
  const returnTo = form.querySelector('[data-return-to]');
  if (returnTo) returnTo.value = '/cart/drawer';
  const button = form.querySelector('[type="submit"]');
  form.addEventListener('turbo:submit-start', (event) => {
    opener = event.detail.formSubmission.submitter ?? button;
    isAwaited = true;
    button.setAttribute('aria-busy', 'true');
  });
  form.addEventListener('turbo:submit-end', () => button.removeAttribute('aria-busy'));
}

/** A plain click on the cart opens the drawer; with a key held, or on the cart page itself, it stays a link. */
function openByLink(drawer, frame) {
  document.querySelector('[data-cart-link]')?.addEventListener('click', (event) => {
    const isSpecial = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (isSpecial || location.pathname === pageAddress('/cart')) return;
    event.preventDefault();
    if (frame.src) frame.reload();
    else frame.src = pageAddress('/cart/drawer');
    open(drawer);
  });
}

let opener = null;
/** Whoever closes the drawer while its contents are on their way has seen enough: they do not open it again. */
let isAwaited = false;

/** Remembers where the keyboard was; a button that is disabled while its form is sent has lost it by then. */
function open(drawer) {
  isAwaited = true;
  if (drawer.open) return;
  if (document.activeElement !== document.body) opener = document.activeElement;
  drawer.showModal();
  drawer.querySelector('#cart-drawer-title').focus();
}

function closeByVeil(drawer) {
  drawer.addEventListener('click', (event) => {
    if (event.target === drawer) drawer.close();
  });
}

/** The drawer outlives the change of pages (data-turbo-permanent); who follows a link in it wants to see where it leads. */
function closeByLink(drawer) {
  drawer.addEventListener('click', (event) => {
    if (event.target.closest('a[href]')) drawer.close();
  });
}

function followFrame(drawer, frame) {
  frame.addEventListener('turbo:before-frame-render', (event) => {
    const { cartCount, cartRevision } = event.detail.newFrame.dataset;
    frame.dataset.cartRevision = cartRevision ?? '';
    showCount(Number(cartCount));
  });
  const openIfAwaited = () => isAwaited && open(drawer);
  // Empty: its session ended while the answer was on its way.
  frame.addEventListener('turbo:frame-render', () => frame.firstElementChild && openIfAwaited());
  const fail = () => {
    frame.textContent = frame.dataset.failed;
    openIfAwaited();
  };
  // An answer without the frame is a page of its own, such as the checkout, or comes from something before the shop.
  frame.addEventListener('turbo:frame-missing', (event) => {
    event.preventDefault();
    const { response } = event.detail;
    if (response.redirected || response.ok) location.assign(response.url);
    else fail();
  });
  document.addEventListener('turbo:fetch-request-error', (event) => {
    if (event.target.dataset?.turboFrame === 'cart-contents' || event.target === frame) fail();
  });
}

export function showCount(count) {
  const badge = document.querySelector('[data-cart-count].cart-count');
  if (!badge || !Number.isInteger(count)) return;
  badge.textContent = String(count);
  badge.hidden = count === 0;
  const label = document.querySelector('[data-cart-link] [data-cart-label]');
  label.textContent = label.dataset.cartLabel.replace('%', String(count));
}

async function refreshCount() {
  const address = pageAddress('/cart.js');
  const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (answer?.ok) showCount((await answer.json()).item_count);
}
