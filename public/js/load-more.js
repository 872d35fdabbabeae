/** "Show more" under a list: the next page's cards below these, with the page links that stand under it all the same. */
import { sendAddsIntoDrawer } from './cart-drawer.js';

export function setUpLoadMore() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-load-more]');
    if (button) void more(button);
  });
  window.addEventListener('pagehide', notePlace);
  const [navigation] = performance.getEntriesByType('navigation');
  if (navigation?.type === 'back_forward') void comeBack();
  else sessionStorage.removeItem(NAME());
}

/** Address of the next page, or nothing at the end. */
const nextOf = (root) => root.querySelector('[data-load-more]')?.dataset.loadMore;

async function more(button) {
  button.setAttribute('aria-busy', 'true');
  const first = await addPage(button.dataset.loadMore).finally(() => button.removeAttribute('aria-busy'));
  // The page itself, when its cards cannot be had beside the others.
  if (!first) return location.assign(button.dataset.loadMore);
  first.querySelector('a').focus({ preventScroll: true });
}

/** Puts the cards of a page below those that are there. Answers the first of them, or null. */
async function addPage(address) {
  const answer = await fetch(address, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('#listing');
  const [list, cards] = [document.querySelector('#listing .cards'), page?.querySelectorAll('.cards > li')];
  if (!list || !cards?.length) return null;
  list.append(...cards);
  for (const part of ['.load-more', '.pagination'])
    document.querySelector(`#listing ${part}`)?.replaceWith(...page.querySelectorAll(part));
  tellShown(list);
  sendAddsIntoDrawer();
  document.dispatchEvent(new Event('wishlist:look'));
  note({ pages: (noted()?.pages ?? 0) + 1 });
  return cards[0];
}

/** From the first page on that is on the screen, not from the first of all. */
function tellShown(list) {
  const text = document.querySelector('#listing [data-shown]');
  if (text) text.textContent = text.dataset.shown.replace('%', String(list.children.length));
}

/** For Back: pages that were added are not in the address, and Turbo writes over the state of the history. */
const NAME = () => `list ${location.pathname}${location.search}`;
const noted = () => JSON.parse(sessionStorage.getItem(NAME()) ?? 'null');
const note = (place) => sessionStorage.setItem(NAME(), JSON.stringify(place));

/** The link that unfolds the rest of the page on a phone leads into the page; the browser goes there again on Back. */
const isUnfolded = () => document.querySelector('.cards-fold a')?.hash === location.hash;

function notePlace() {
  const place = noted() ?? (isUnfolded() ? { pages: 0 } : null);
  if (place) note({ ...place, top: window.scrollY });
}

async function comeBack() {
  const place = noted();
  sessionStorage.removeItem(NAME());
  if (!place) return;
  const { pages, top } = place;
  if (isUnfolded()) await loaded();
  for (let page = 0; page < pages; page += 1) {
    const next = nextOf(document);
    if (!next || !(await addPage(next))) return;
  }
  window.scrollTo({ top, behavior: 'instant' });
}

const loaded = () =>
  document.readyState === 'complete'
    ? null
    : new Promise((done) => addEventListener('load', done, { once: true }));
