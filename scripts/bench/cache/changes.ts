import { setTimeout as pause } from 'node:timers/promises';
import { BusProxy } from './bus-proxy.js';
import type { CacheName } from './caches/all.js';
import { type ReaderProcess, withReaders } from './reader-process.js';

const LIFE = { seconds: 600, graceSeconds: 3600 };
const MOST_SEEN_MS = 3000;
const CUT_MS = 3000;
const AFTER_CUT_MS = 2000;

export interface SlowReaders {
  rounds: number;
  /** Rounds in which the change lay between the read and the store of the slow reader. */
  hit: number;
  /** Rounds after which a process served the old value. */
  putBack: number;
}

/**
 * A reader has read the old value, the value changes and is forgotten, then the reader stores what it has. In every other
 * round another process makes the change.
 */
export const slowReaders = (cache: CacheName, url: string, rounds: number): Promise<SlowReaders> =>
  withReaders(cache, [url, url], async ([reader, other]) => {
    const result = { rounds, hit: 0, putBack: 0 };
    for (let nth = 0; nth < rounds; nth += 1) {
      const changer = nth % 2 === 0 ? other! : reader!;
      const { isHit, isOld } = await slowRound(reader!, changer, [reader!, other!], `slow:${nth}`);
      if (isHit) result.hit += 1;
      if (isOld) result.putBack += 1;
    }
    return result;
  });

async function slowRound(
  reader: ReaderProcess,
  changer: ReaderProcess,
  all: readonly ReaderProcess[],
  name: string,
) {
  await change(all, 1);
  await reader.ask('begin', { name, life: LIFE });
  const begun = Date.now();
  await change(all, 2);
  const forgotten = await changer.ask('forget', { name });
  const finished = Date.now();
  const first = await reader.ask('finish', { name });
  // What the slow reader stores or takes away may have to be told to others.
  await pause(50);
  const later = await Promise.all(all.map((one) => one.ask('read', { name, life: LIFE })));
  return {
    isHit: first.version === 1 && begun <= forgotten.from && forgotten.until <= finished,
    isOld: later.some(({ version }) => version !== 2),
  };
}

const change = (all: readonly ReaderProcess[], version: number) =>
  Promise.all(all.map((one) => one.ask('behave', { version })));

export interface Changes {
  rounds: number;
  /** Rounds in which the other process saw it within 3 s. */
  seen: number;
  middleMs: number | null;
  longestMs: number | null;
}

/** Of a value that both processes hold. */
export const changesElsewhere = (cache: CacheName, url: string, rounds: number): Promise<Changes> =>
  withReaders(cache, [url, url], async (all) => {
    const times: number[] = [];
    let tried = 0;
    // Where one change is not seen there is nothing that tells of others.
    for (; tried < rounds && times.length === tried; tried += 1) {
      const took = await changeSeen(all, `change:${tried}`, MOST_SEEN_MS);
      if (took !== null) times.push(took);
    }
    times.sort((a, b) => a - b);
    const [middleMs, longestMs] = [times[times.length >> 1] ?? null, times.at(-1) ?? null];
    return { rounds: tried, seen: times.length, middleMs, longestMs };
  });

/** Milliseconds from the change by the first until the second sees it; null when that takes longer. */
async function changeSeen(
  all: readonly ReaderProcess[],
  name: string,
  mostMs: number,
): Promise<number | null> {
  await change(all, 1);
  for (const one of all) await one.ask('read', { name, life: LIFE });
  await change(all, 2);
  const seen = all[1]!.ask('sees', { name, version: 2, mostMs, life: LIFE });
  const { from } = await all[0]!.ask('forget', { name });
  const at = await seen;
  return at === null ? null : Math.max(0, at - from);
}

export interface BusCut {
  cutMs: number;
  /** From the change until the process that could not hear of it served the new value; null when it did not. */
  staleMs: number | null;
  /** How long it was asked. */
  watchedMs: number;
}

/** A change while another process is cut off from what it hears changes by; its other connections work. */
export async function busCut(cache: CacheName, url: string): Promise<BusCut> {
  const proxy = await BusProxy.before(url);
  const watchedMs = CUT_MS + AFTER_CUT_MS;
  try {
    return await withReaders(cache, [url, proxy.url], async (all) => {
      // It has to hear before it can be cut off.
      await pause(300);
      const restored = pause(300 + CUT_MS).then(() => proxy.restore());
      proxy.cut();
      await pause(300);
      const staleMs = await changeSeen(all, 'cut', watchedMs);
      await restored;
      return { cutMs: CUT_MS, staleMs, watchedMs };
    });
  } finally {
    await proxy.close();
  }
}
