/** The product page: another variant without another page. Reads what `productView` wrote into the page as JSON. */
import { setUpGallery, showPictures } from './gallery.js';
import { setUpSizeGuide } from './size-guide.js';
import { refresh } from './quantity.js';

export function setUpProduct() {
  const page = document.querySelector('[data-product]');
  const source = document.querySelector('[data-product-data]');
  if (!page || !source) return;
  const data = JSON.parse(source.textContent);
  setUpGallery(page);
  setUpSizeGuide(page);
  const form = page.querySelector('[data-options]');
  form?.addEventListener('change', () => choose(page, data));
}

const chosenOptions = (page) =>
  [...page.querySelectorAll('[data-option]:checked')].map((input) => input.value);
const find = (data, options) =>
  data.variants.find((one) => one.options.every((value, i) => value === options[i]));

function choose(page, data) {
  const options = chosenOptions(page);
  const variant = find(data, options);
  page.querySelectorAll('[data-option-chosen]').forEach((text, i) => (text.textContent = options[i]));
  markValues(page, data, options);
  showTogether(variant);
  if (!variant) return showNothing(page, data, options);
  showPrice(page, variant, data.words);
  showBuying(page, variant, data.words);
  showPictures(page, variant.group);
  page.querySelector('[data-announce]').textContent =
    `${variant.title}, ${variant.price.now}, ${variant.stock.text}`;
  const address = new URL(location.href);
  address.search = `?variant=${variant.id}`;
  address.hash = '';
  history.replaceState(history.state, '', address);
}

/** Says on each value what choosing it would lead to: a variant that is sold out, or none at all. */
function markValues(page, data, options) {
  for (const input of page.querySelectorAll('[data-option]')) {
    const index = Number(input.dataset.option);
    const variant = find(
      data,
      options.map((value, i) => (i === index ? input.value : value)),
    );
    const isOut = !variant?.canBuy;
    const label = input.closest('[data-value]');
    label.classList.toggle('variant-pick__value--out', isOut);
    const note = label.querySelector('[data-note]');
    note.hidden = !isOut;
    note.textContent = variant ? data.words.soldOut : data.words.notMade;
  }
}

function showNothing(page, data, options) {
  setButton(page, false, data.words.notMade);
  for (const part of page.querySelectorAll('[data-stock-alert]')) part.hidden = true;
  page.querySelector('[data-announce]').textContent = `${options.join(' / ')}, ${data.words.notMade}`;
}

/** The form for all that is bought together: with what is chosen, as long as that can be bought. */
function showTogether(variant) {
  const form = document.querySelector('[data-together]');
  if (!form) return;
  form.hidden = !variant?.canBuy;
  if (form.hidden) return;
  form.querySelector('[data-together-variant]').value = variant.id;
  form.querySelector('[data-together-price]').textContent = variant.together;
}

function showPrice(page, { price, unit, saving, lowest }, words) {
  const box = page.querySelector('[data-price] .price');
  box.classList.toggle('price--offer', price.was !== null);
  box.querySelector('.price__now').textContent = price.now;
  box.querySelector('.price__was')?.remove();
  if (price.was !== null) box.append(formerPrice(price.was, words));
  showNote(page.querySelector('[data-unit-price]'), unit);
  showNote(page.querySelector('[data-saving]'), saving);
  showNote(page.querySelector('[data-lowest]'), lowest);
}

function showNote(note, text) {
  note.hidden = text === null;
  note.textContent = text ?? '';
}

function formerPrice(amount, words) {
  const was = document.createElement('s');
  was.className = 'price__was';
  const label = document.createElement('span');
  label.className = 'visually-hidden';
  label.textContent = `${words.was} `;
  was.append(label, amount);
  return was;
}

function showBuying(page, variant, words) {
  const stock = page.querySelector('[data-stock]');
  stock.className = variant.stock.className;
  stock.textContent = variant.stock.text;
  page.querySelector('[data-variant-id]').value = variant.id;
  page.querySelector('[data-heart-variant]').value = variant.id;
  document.dispatchEvent(new Event('wishlist:look'));
  page.querySelector('[data-sku]').textContent = variant.sku;
  page.querySelector('[data-sku-line]').hidden = variant.sku === '';
  const quantity = page.querySelector('[data-quantity]');
  const field = quantity.querySelector('input');
  field.max = variant.quantityMax;
  if (Number(field.value) > variant.quantityMax) field.value = variant.quantityMax;
  refresh(quantity);
  setButton(page, variant.canBuy, variant.canBuy ? words.add : words.soldOut);
  showAlert(page, variant);
}

/** Only what is sold out can be waited for. */
function showAlert(page, { id, canBuy }) {
  for (const part of page.querySelectorAll('[data-stock-alert]')) part.hidden = canBuy;
  const wanted = page.querySelector('[data-stock-alert] [name=variant]');
  if (wanted) wanted.value = id;
}

function setButton(page, isEnabled, text) {
  page.querySelector('[data-add-button]').disabled = !isEnabled;
  page.querySelector('[data-add-text]').textContent = text;
}
