/**
 * Gives every wish for the cart a number when its form is sent, so that one that is sent twice counts once: a second
 * click, or another try after the network failed. The number stays with the form until an answer has come. It is made
 * here and never comes with a page, since a kept copy of a page would bring an old one back.
 */
const FIELD = 'operation_id';

export function setUpOperations() {
  document.addEventListener('submit', ({ target: form }) => number(form), { capture: true });
  document.addEventListener('turbo:submit-end', ({ target: form, detail }) => {
    if (detail.fetchResponse) field(form)?.remove();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted)
      for (const input of document.querySelectorAll(`input[name=${FIELD}]`)) input.remove();
  });
}

const field = (form) => form.querySelector?.(`input[name=${FIELD}]`);

function number(form) {
  const isForCart = form.method === 'post' && new URL(form.action).pathname.startsWith('/cart/');
  if (!isForCart || field(form)) return;
  const input = document.createElement('input');
  Object.assign(input, { type: 'hidden', name: FIELD, value: id() });
  form.append(input);
}

/** `crypto.randomUUID` is missing on plain http. */
function id() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
