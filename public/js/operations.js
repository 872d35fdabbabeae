import { pageAddress } from './address.js';

/**
 * Gives every wish for the cart a number when its form is sent, so that one that is sent twice counts once: a second
 * click, or another try after the network or the shop failed. The number belongs to the wish, not to the form: another
 * quantity is another wish. It is kept until an answer has come that is no failure, also while the browser goes to a page
 * that says so and back. It is made here and never comes with a page, since a kept copy of a page would bring an old one
 * back.
 */
const FIELD = 'operation_id';
const KEPT = 'cart-operations';
/** Wishes of this tab that have no answer yet: words for the wish -> its number. */
let waiting = load();
const sent = new WeakMap();

export function setUpOperations() {
  document.addEventListener('submit', number, { capture: true });
  document.addEventListener('turbo:submit-end', ({ target: form, detail }) => {
    if (detail.fetchResponse && detail.fetchResponse.statusCode < 500) answered(sent.get(form));
  });
  // A page that comes back as it was left does not know what became of its forms; the tab does.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) waiting = load();
  });
  // Whoever comes to a page by a form or a link has had the answers to the forms before; by "back" they may have had none.
  const [arrival] = performance.getEntriesByType('navigation');
  if (arrival?.type === 'navigate' && !document.querySelector('[data-error-page]'))
    answered(...waiting.keys());
}

function number({ target: form, submitter }) {
  const isForCart = form.method === 'post' && new URL(form.action).pathname.startsWith(pageAddress('/cart/'));
  if (!isForCart) return;
  const wish = wishOf(form, submitter);
  sent.set(form, wish);
  if (!waiting.has(wish)) waiting.set(wish, id());
  keep();
  field(form).value = waiting.get(wish);
}

function answered(...wishes) {
  for (const wish of wishes) waiting.delete(wish);
  keep();
}

function wishOf(form, submitter) {
  const fields = [...new FormData(form)].filter(([name]) => name !== FIELD && name !== 'return_to');
  return JSON.stringify([form.action, submitter?.name, submitter?.value, ...fields]);
}

function field(form) {
  const found = form.querySelector(`input[name=${FIELD}]`);
  if (found) return found;
  const input = Object.assign(document.createElement('input'), { type: 'hidden', name: FIELD });
  form.append(input);
  return input;
}

function load() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'));
  } catch {
    return new Map();
  }
}

/** Without storage a wish is remembered for as long as its page. */
function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...waiting]));
  } catch {}
}

/** `crypto.randomUUID` is missing on plain http. */
function id() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
