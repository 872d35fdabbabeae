/** What pages say when something has happened elsewhere. The words are in views/partials/live-notices.hbs. */
import { showCount } from './cart-drawer.js';

const contents = (selector) => document.querySelector(selector).content.cloneNode(true);

/** Shows one of the notices instead of the one before. */
export function showNotice(name) {
  document.querySelector('[data-live-region]').replaceChildren(contents(`[data-live-notice="${name}"]`));
}

/** Takes everything off the page that belonged to somebody. Forms for signing in stay, unless they were a customer's. */
export function blank(wasCustomer) {
  const drawer = document.querySelector('[data-cart-drawer]');
  const frame = drawer.querySelector('turbo-frame');
  drawer.close();
  if (frame.hasAttribute('busy')) dropNextAnswer(frame);
  frame.removeAttribute('src');
  frame.replaceChildren();
  showCount(0);
  document.querySelector('.page__message')?.remove();
  signOutHeader();
  const main = document.querySelector('main[data-personal]');
  if (!main || (!wasCustomer && main.querySelector('[type="password"]'))) return;
  main.replaceChildren(contents('[data-live-blank]'));
  if (document.activeElement === document.body) main.focus({ preventScroll: true });
}

/** What is still on its way into the drawer belongs to nobody any more. */
function dropNextAnswer(frame) {
  const drop = (event) => {
    event.stopPropagation();
    event.detail.render = () => {};
    showCount(0);
  };
  frame.addEventListener('turbo:before-frame-render', drop, { once: true });
}

function signOutHeader() {
  const { href, textContent } = contents('[data-live-account]').querySelector('a');
  for (const door of document.querySelectorAll('.shop-header__account, .menu__account a')) {
    door.href = href;
    if (door.hasAttribute('aria-label')) door.setAttribute('aria-label', textContent);
    (door.querySelector('span') ?? door).textContent = textContent;
  }
}
