/** Minus and plus beside quantity fields, also beside those that come with a frame. */
export function setUpQuantities() {
  prepare(document);
  document.addEventListener('turbo:frame-render', (event) => prepare(event.target));
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-quantity] [data-step]');
    if (button) step(button);
  });
  document.addEventListener('input', (event) => {
    const quantity = event.target.closest('[data-quantity]');
    if (quantity) refresh(quantity);
  });
}

function prepare(root) {
  for (const quantity of root.querySelectorAll('[data-quantity]')) refresh(quantity);
}

function step(button) {
  const field = button.closest('[data-quantity]').querySelector('input');
  const wanted = (Number(field.value) || 0) + Number(button.dataset.step);
  field.value = Math.min(Math.max(wanted, Number(field.min)), Number(field.max));
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Greys out the button that would leave the range. */
export function refresh(quantity) {
  const field = quantity.querySelector('input');
  for (const button of quantity.querySelectorAll('[data-step]')) {
    const next = Number(field.value) + Number(button.dataset.step);
    button.disabled = next < Number(field.min) || next > Number(field.max);
  }
}
