import { setTimeout as pause } from 'node:timers/promises';

/**
 * Sends requests at a steady rate, whether or not the ones before were answered. `request` gets 0, 1, 2 ...
 * Returns what they came to, in the order of sending.
 */
export function steadyLoad<T>(
  rate: { perSecond: number; seconds: number },
  request: (nth: number) => Promise<T>,
): Promise<T[]> {
  const count = rate.perSecond * rate.seconds;
  return steadyLoadWhile(rate.perSecond, (nth) => nth < count, request);
}

/** The same for as long as `goesOn`. */
export async function steadyLoadWhile<T>(
  perSecond: number,
  goesOn: (nth: number) => boolean,
  request: (nth: number) => Promise<T>,
): Promise<T[]> {
  const started = performance.now();
  const sent: Promise<T>[] = [];
  for (let nth = 0; goesOn(nth); nth += 1) {
    const early = started + (nth * 1000) / perSecond - performance.now();
    if (early > 0) await pause(early);
    sent.push(request(nth));
  }
  return Promise.all(sent);
}

const AT_ONCE = 4;

/** How many a second are served when `AT_ONCE` of them are always under way, measured for so many seconds. */
export async function measureCapacity(
  seconds: number,
  request: (nth: number) => Promise<unknown>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let nth = 0;
  const lane = async () => {
    while (performance.now() < end) await request(nth++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return nth / seconds;
}
