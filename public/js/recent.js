import { pageAddress } from './address.js';

/** What this browser has looked at. The list stays in it: the shop is only asked for cards, without cookies. */
const KEY = 'recently-viewed';
const MOST = 12;

export function setUpRecent() {
  const section = document.querySelector('[data-recent]');
  if (!section) return;
  const { of, count, currency } = section.dataset;
  const others = remembered().filter((handle) => handle !== of);
  if (of) remember([of, ...others]);
  const wanted = others.slice(0, Number(count));
  if (wanted.length > 0) void show(section, wanted, currency);
}

async function show(section, handles, currency) {
  const query = new URLSearchParams({ handles: handles.join(','), currency });
  const address = `${pageAddress('/recently-viewed')}?${query}`;
  const answer = await fetch(address, { credentials: 'omit' }).catch(() => null);
  if (!answer?.ok) return;
  const cards = section.querySelector('[data-recent-cards]');
  cards.innerHTML = await answer.text();
  section.hidden = cards.children.length === 0;
  document.dispatchEvent(new Event('wishlist:look'));
}

function remembered() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((handle) => typeof handle === 'string').slice(0, MOST) : [];
  } catch {
    // A browser that keeps nothing, or something else under this name.
    return [];
  }
}

function remember(handles) {
  try {
    localStorage.setItem(KEY, JSON.stringify(handles.slice(0, MOST)));
  } catch {
    // Nothing is remembered then.
  }
}
