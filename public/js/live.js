/** Pages follow what happens to their cart and session in other tabs and on other devices, while somebody has a session. */
import { followSubmits, showCart } from './live-cart.js';
import { blank, showNotice } from './live-notices.js';
import { shareStream, whoIsThere } from './live-stream.js';

const page = document.documentElement.dataset;
/** A new cookie is on its way when the old session ends: signing in again, or with a new password. */
const COOKIE_MS = 2000;

let stop = null;

export function setUpLive() {
  start(page.live);
  followSubmits();
  // The first thing in a cart makes a session; the drawer says so.
  document.addEventListener('turbo:before-frame-render', (event) =>
    start(event.detail.newFrame.dataset.live),
  );
  window.addEventListener('pagehide', (event) => leave(event.persisted));
  window.addEventListener('pageshow', (event) => {
    const [navigation] = performance.getEntriesByType('navigation');
    const mayBeOld = navigation?.type === 'back_forward' && !page.live;
    if (event.persisted || mayBeOld) void comeBack();
  });
  document.addEventListener('freeze', () => leave(false));
  document.addEventListener('resume', () => start(page.live));
}

function start(session) {
  if (!session || (stop && session === page.live)) return;
  stop?.();
  page.live = session;
  stop = shareStream(session, hear);
}

function hear({ kind, cart }) {
  if (kind === 'cart') showCart(cart);
  if (kind === 'ended') void end();
}

/** A page that the browser keeps must be able to wait: open connections and locks would prevent that. */
function leave(isKept) {
  stop?.();
  stop = null;
  if (isKept && page.live) page.veiled = '';
}

/** After Back: the page as it was, if it is still the same session's; else what the server shows now. */
async function comeBack() {
  const { session } = await whoIsThere();
  if (page.live && session !== page.live) return location.reload();
  delete page.veiled;
  start(session);
}

/** Nothing of the session stays on the page, and it says why. */
async function end() {
  const wasCustomer = 'liveCustomer' in page;
  const session = page.live;
  stop?.();
  stop = null;
  delete page.live;
  delete page.liveCustomer;
  blank(wasCustomer);
  showNotice(wasCustomer ? 'ended' : 'moved');
  if (!wasCustomer) return;
  await new Promise((resolve) => setTimeout(resolve, COOKIE_MS));
  const now = await whoIsThere();
  if (now.session && now.session !== session) showNotice('moved');
}
