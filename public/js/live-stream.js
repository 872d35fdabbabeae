/* oxlint-disable unicorn/require-post-message-target-origin -- tabs on a channel are of this origin */
/** One stream of server-sent events for a whole browser: its tabs agree who holds it and pass on what it says. */
const ADDRESS = '/live';
const RETRY = { firstMs: 2000, mostMs: 60_000 };

/**
 * Calls `hear` with `{kind: 'cart', cart: {count, revision}}` and `{kind: 'ended'}`, whichever tab holds the stream.
 * A browser without locks holds one for each tab that is seen. Returns a function that stops it.
 */
export function shareStream(session, hear) {
  if (!navigator.locks || !window.BroadcastChannel) return whileVisible(() => openStream(session, hear));
  const name = `cloudcart-live-${session}`;
  const tabs = new BroadcastChannel(name);
  const over = new AbortController();
  let last = null;
  const lead = () =>
    new Promise((resolve) => {
      const close = openStream(session, (message) => {
        last = message;
        tabs.postMessage(message);
        hear(message);
      });
      over.signal.addEventListener('abort', () => resolve(close()));
    });
  // A tab that has just been opened is told what the cart was when its page was perhaps still on the way.
  tabs.addEventListener('message', ({ data }) => {
    if (data.kind !== 'hello') hear(data);
    else if (last) tabs.postMessage(last);
  });
  tabs.postMessage({ kind: 'hello' });
  navigator.locks.request(name, { signal: over.signal }, lead).catch(() => {});
  return () => {
    over.abort();
    tabs.close();
  };
}

/** Handle of the session that the browser has now; null without one, undefined when nobody can say. */
export async function whoIsThere() {
  const answer = await fetch(ADDRESS, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  const retryMs = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
  if (!answer?.ok) return { session: undefined, retryMs };
  return { session: answer.headers.get('x-live-session'), retryMs };
}

/** The browser connects again by itself, except after an answer that is not a stream: then we ask why. */
function openStream(session, hear) {
  let source;
  let timer;
  let isClosed = false;
  let failures = 0;
  const open = () => {
    source = new EventSource(ADDRESS);
    source.addEventListener('cart', (event) => {
      failures = 0;
      const { session: owner = session, ...cart } = JSON.parse(event.data);
      if (owner === session) hear({ kind: 'cart', cart });
      else end();
    });
    source.addEventListener('ended', end);
    source.addEventListener('resync', (event) => openIn(Math.random() * JSON.parse(event.data).within));
    source.addEventListener('error', () => source.readyState === EventSource.CLOSED && void ask());
  };
  const openIn = (ms) => {
    source.close();
    timer = setTimeout(open, ms);
  };
  const ask = async () => {
    const now = await whoIsThere();
    if (isClosed) return;
    if (now.session !== undefined && now.session !== session) return end();
    const waitMs = Math.max(now.retryMs, Math.min(RETRY.firstMs * 2 ** failures++, RETRY.mostMs));
    openIn(waitMs * (1 + Math.random()));
  };
  const close = () => {
    isClosed = true;
    clearTimeout(timer);
    source.close();
  };
  function end() {
    close();
    hear({ kind: 'ended' });
  }
  open();
  return close;
}

function whileVisible(begin) {
  let close = null;
  const follow = () => {
    close?.();
    close = document.visibilityState === 'visible' ? begin() : null;
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close?.();
  };
}
