/** A timer that comes later than this tells of a busy process, which gets so much more time. */
const BUSY = { lateMs: 20, moreMs: 50 };
/** However lively the other side is, one command takes at most this many times its deadline, while this process listens. */
const PATIENCE = 4;

/**
 * Calls `ring` after `ms` of silence: without any reply on the connection (`lastReplyAt`, by `performance.now()`).
 * Replies come in the order of the commands, so one that arrived means that the server works through what was sent
 * before ours: it is slow, not frozen. A timer that itself comes late means that this process was busy and may not have
 * read the answer yet. Both get a little more time, and what has arrived is read first.
 * Returns a function that stops it.
 */
export function silenceTimer(ms: number, lastReplyAt: () => number, ring: () => void): () => void {
  let startedAt = performance.now();
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const wait = (time: number): void => {
    const due = performance.now() + time;
    timer = setTimeout(() => {
      const now = performance.now();
      const lateMs = now - due;
      // What came while nobody listened is no fault of the other side.
      if (lateMs > BUSY.lateMs) startedAt += lateMs;
      const more = now - startedAt < PATIENCE * ms ? moreTime(ms, lateMs, now - lastReplyAt()) : 0;
      if (more > 0) wait(more);
      else setImmediate(() => isStopped || ring());
    }, time);
  };
  wait(ms);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

function moreTime(ms: number, lateMs: number, silentMs: number): number {
  if (lateMs > BUSY.lateMs) return BUSY.moreMs;
  return Math.max(0, Math.ceil(ms - silentMs));
}
