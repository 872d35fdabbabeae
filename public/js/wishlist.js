import { pageAddress } from './address.js';

/**
 * Hearts that are pressed for what is on the wishlist. Without this they always add. What is on it is asked for once: the
 * shop sets another cookie whenever the list changes.
 */
const KEY = 'wishlist';
/** After these there are other hearts in the page, or hearts of other things. */
const LOOKS = ['wishlist:look', 'turbo:render', 'turbo:frame-render'];

export function setUpWishlist() {
  void mark();
  for (const name of LOOKS) document.addEventListener(name, () => void mark());
  // Back shows the page as it was left, with the list of that time.
  window.addEventListener('pageshow', (event) => event.persisted && void mark());
  // At the document: lists that are filtered come with another form.
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (event.target.id !== 'wish' || !button) return;
    event.preventDefault();
    void send(event.target, button);
  });
}

/** Behind the page; when that cannot be done, as without script. */
async function send(form, button) {
  const action = button.getAttribute('formaction') ?? form.action;
  const body = new URLSearchParams({ [button.name]: button.value });
  const answer = await fetch(action, { method: 'POST', body, headers: { 'X-Background': '1' } }).catch(
    () => null,
  );
  if (answer?.status === 204) await mark();
  else leave(form, button);
}

function leave(form, button) {
  const field = Object.assign(document.createElement('input'), {
    type: 'hidden',
    name: button.name,
    value: button.value,
  });
  form.append(field);
  form.action = button.getAttribute('formaction') ?? form.action;
  form.submit();
}

async function mark() {
  const { variants, handles } = await known();
  for (const button of document.querySelectorAll('[data-heart]')) {
    const isOn =
      button.name === 'id' ? variants.includes(Number(button.value)) : handles.includes(button.value);
    button.setAttribute('aria-pressed', String(isOn));
    if (isOn) button.setAttribute('formaction', pageAddress('/wishlist/remove'));
    else button.removeAttribute('formaction');
    const words = button.querySelector('[data-heart-words]');
    if (words) words.textContent = isOn ? words.dataset.on : words.dataset.off;
  }
}

async function known() {
  const nothing = { variants: [], handles: [] };
  const revision = /(?:^|; )wishlist=([^;]*)/.exec(document.cookie)?.[1];
  if (!revision) return nothing;
  const kept = read();
  if (kept?.revision === revision) return kept;
  const address = pageAddress('/wishlist.json');
  const answer = await fetch(address, { headers: { 'X-Background': '1' } }).catch(() => null);
  if (!answer?.ok) return nothing;
  const list = { ...(await answer.json()), revision };
  keep(list);
  return list;
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function keep(list) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // Asked for again on the next page.
  }
}
