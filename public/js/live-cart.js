/** Brings what a page shows of the cart up to date, without a flicker where it is so already. */
import { pageAddress } from './address.js';
import { showCount } from './cart-drawer.js';
import { isTyping, keepPlace } from './keep-place.js';
import { showNotice } from './live-notices.js';

/** What the page itself has sent is answered within this time; its answer shows the change. */
const ANSWERED_MS = 10_000;
/** Between an answer and its contents on the page. */
const SHOWN_MS = 500;

let latest = null;
let timer = 0;
let isBusy = false;

/** Takes `{count, revision}`. What is older than what is known, or says nothing new, is let pass. */
export function showCart(cart) {
  if (latest && Number(cart.revision) <= Number(latest.revision)) return;
  latest = cart;
  showCount(cart.count);
  void refresh();
}

/** While a form of this page is on its way, its own answer is waited for. */
export function followSubmits() {
  // On the way down: Turbo lets nobody hear of the forms that it sends itself.
  document.addEventListener(
    'submit',
    (event) => {
      if (event.target.method !== 'dialog') hold(ANSWERED_MS);
    },
    { capture: true },
  );
  document.addEventListener('turbo:submit-end', () => hold(SHOWN_MS));
  document.addEventListener('turbo:frame-render', () => hold(0));
  document.addEventListener('focusout', () => setTimeout(refresh));
}

function hold(ms) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = 0;
    void refresh();
  }, ms);
}

const isStale = (part) => part && latest && Number(part.dataset.cartRevision) < Number(latest.revision);

async function refresh() {
  if (timer || isBusy || !latest) return;
  isBusy = true;
  const cart = latest;
  await refreshDrawer().catch(() => {});
  await refreshPage().catch(() => {});
  isBusy = false;
  if (cart !== latest) void refresh();
  if (isStale(document.querySelector('.checkout__summary'))) showNotice('changed');
}

/** A drawer that is closed asks for its contents when it is opened. */
async function refreshDrawer() {
  const drawer = document.querySelector('[data-cart-drawer]');
  const frame = drawer?.querySelector('turbo-frame');
  if (!drawer?.open || !isStale(frame) || isTyping(frame)) return;
  const next = await load('/cart/drawer', 'turbo-frame');
  if (!next || timer || isTyping(frame)) return;
  const restore = keepPlace(frame, drawer.querySelector('#cart-drawer-title'));
  frame.dataset.cartRevision = next.dataset.cartRevision;
  frame.replaceChildren(...next.children);
  restore(frame);
  showNotice('updated');
}

async function refreshPage() {
  const cart = document.querySelector('main > .cart');
  if (!isStale(cart) || isTyping(cart)) return;
  const next = await load('/cart', 'main > .cart');
  if (!next || timer || isTyping(cart)) return;
  const restore = keepPlace(cart, document.querySelector('main'));
  cart.replaceWith(next);
  restore(next);
  showNotice('updated');
}

/** Part of a page, asked for in the background: a message that waits for somebody to read it is left alone. */
async function load(address, selector) {
  const headers = { Accept: 'text/html', 'X-Background': '1' };
  const answer = await fetch(pageAddress(address), { headers });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.querySelector(selector);
}
