/**
 * The page of an order that waits for an answer about its payment: looks again by itself, less and less often, and is loaded anew when
 * there is one.
 */
const FIRST_MS = 2000;
const MOST_MS = 30_000;
const isWaiting = (page) => page.querySelector('[data-order-waits]') !== null;

if (isWaiting(document)) lookAfter(FIRST_MS);

function lookAfter(milliseconds) {
  setTimeout(async () => {
    // Nobody sees a tab in the background.
    if (!document.hidden && !(await stillWaits())) return location.reload();
    lookAfter(Math.min(2 * milliseconds, MOST_MS));
  }, milliseconds);
}

async function stillWaits() {
  // Without an answer the next one may have one.
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return true;
  return isWaiting(new DOMParser().parseFromString(await answer.text(), 'text/html'));
}
