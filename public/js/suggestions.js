import { pageAddress } from './address.js';

/** Suggestions under the search field of the header, a combobox: arrows choose, Enter goes there, Escape closes. */
const WAIT_MS = 150;
const MOST = 6;
/** Collections, and other searches, below the products. */
const MOST_OTHERS = 3;

export function setUpSuggestions() {
  const form = document.querySelector('[data-search]');
  const field = form?.querySelector('input');
  if (!field) return;
  const list = makeList(form, field);
  let timer = 0;
  let request = new AbortController();
  field.addEventListener('input', () => {
    clearTimeout(timer);
    request.abort();
    const typed = field.value.trim();
    if (typed.length < 2) return close(field, list);
    timer = setTimeout(() => {
      request = new AbortController();
      void load(typed, request.signal).then((found) => found && show(field, list, found));
    }, WAIT_MS);
  });
  field.addEventListener('keydown', (event) => onKey(event, field, list));
  field.addEventListener('blur', () => setTimeout(() => close(field, list), 150));
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => go(event.target.closest('[role="option"]')));
}

function makeList(form, field) {
  const list = document.createElement('ul');
  Object.assign(list, { id: 'search-suggestions', className: 'suggestions', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.dataset.label);
  form.append(list);
  const attributes = {
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
  };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  const status = document.createElement('p');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  form.append(status);
  return Object.assign(list, { status, words: form.dataset });
}

async function load(typed, signal) {
  const query = new URLSearchParams({
    q: typed,
    'resources[type]': 'product,collection,query',
    'resources[limit]': String(MOST),
  });
  const address = `${pageAddress('/search/suggest.json')}?${query}`;
  const answer = await fetch(address, { signal }).catch(() => null);
  return answer?.ok ? (await answer.json()).resources.results : null;
}

function show(field, list, { products, collections = [], queries = [], currency }) {
  const options = [
    ...products.map((product) => productOption(product, currency)),
    ...collections
      .slice(0, MOST_OTHERS)
      .map(({ title, url }) => textOption(title, url, list.words.collection)),
    ...queries.slice(0, MOST_OTHERS).map(({ text, url }) => textOption(text, url, list.words.query)),
  ];
  for (const [index, one] of options.entries()) one.id = `suggestion-${index}`;
  list.replaceChildren(...options);
  const isOpen = options.length > 0 && document.activeElement === field;
  list.hidden = !isOpen;
  field.setAttribute('aria-expanded', String(isOpen));
  field.removeAttribute('aria-activedescendant');
  list.status.textContent = list.words.found.replace('%', String(options.length));
}

function productOption(product, currency) {
  const picture = new Image(40, 50);
  picture.src = smallest(product.image ?? '/images/demo/placeholder.svg');
  picture.alt = '';
  return option(product.url, [
    picture,
    text(product.title),
    text(money(product.price, currency), 'suggestions__price'),
  ]);
}

/** A collection, or another search. */
function textOption(title, url, kind) {
  const item = option(url, [text(title), text(kind, 'suggestions__kind')]);
  item.classList.add('suggestions__item--text');
  return item;
}

/** Of a picture that the shop made in several widths, the narrowest. */
const smallest = (src) =>
  src.replace(/^(\/media\/.*-(?:3[2-9]\d|[4-9]\d\d|\d{4,5})x\d+-\w+)-\d+\.jpg$/, '$1-320.jpg');
function option(href, parts) {
  const item = document.createElement('li');
  item.className = 'suggestions__item';
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  item.dataset.href = href;
  item.append(...parts);
  return item;
}

function text(words, className = '') {
  const span = document.createElement('span');
  Object.assign(span, { textContent: words, className });
  return span;
}

const money = (amount, currency) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency }).format(
    Number(amount),
  );

function onKey(event, field, list) {
  if (list.hidden) return;
  const items = [...list.children];
  const current = items.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  if (event.key === 'Escape') {
    event.preventDefault();
    return close(field, list);
  }
  if (event.key === 'Enter' && current >= 0) {
    event.preventDefault();
    return go(items[current]);
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const next =
    (current +
      (event.key === 'ArrowDown' ? 1 : -1) +
      items.length +
      (current < 0 && event.key === 'ArrowUp' ? 1 : 0)) %
    items.length;
  items.forEach((item, i) => item.setAttribute('aria-selected', String(i === next)));
  field.setAttribute('aria-activedescendant', items[next].id);
  items[next].scrollIntoView({ block: 'nearest' });
}

function go(item) {
  if (item) location.assign(item.dataset.href);
}

function close(field, list) {
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}
