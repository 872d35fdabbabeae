import { setTimeout as pause } from 'node:timers/promises';
import { type BenchRedis, benchRedis } from '../sessions/redis-copies.js';
import { BACK_OFF_MS } from './cache-under-test.js';
import type { CacheName } from './caches/all.js';
import { damages } from './damage.js';
import { EndedError, ReaderProcess, withReaders } from './reader-process.js';
import type { OneRead } from './reading.js';

const LIFE = { seconds: 600, graceSeconds: 3600 };
const SHORT = { seconds: 1, graceSeconds: 2 };
/** After its fresh life, and after all that it may be served. */
const [EXPIRED_MS, GONE_MS] = [1800, 7000];
const STORED_MS = 5000;

export interface Failing {
  /** The old value, after its life. */
  isServed: boolean;
  /** Not any more after its grace. */
  isBounded: boolean;
}

/** The source fails from before the end of a value's life on; it is read every 100 ms, as a shop's page would be. */
export const whileFailing = (cache: CacheName, url: string): Promise<Failing> =>
  withReaders(cache, [url], async ([reader]) => {
    const read = () => reader!.ask('read', { name: 'failing', life: SHORT });
    await read();
    await reader!.ask('behave', { isFailing: true });
    const started = Date.now();
    let [isServed, last] = [false, await read()];
    while (Date.now() - started < GONE_MS) {
      last = await read();
      const isLater = Date.now() - started > EXPIRED_MS;
      if (isLater && last.outcome === 'whole') isServed = true;
      await pause(100);
    }
    return { isServed, isBounded: last.outcome === 'failed' };
  });

export interface Damaged {
  cases: number;
  /** Counted as a miss, and loaded. */
  loaded: number;
  /** Handed out as if it were whole. */
  served: number;
  failed: number;
  hung: number;
  crashed: number;
}

/** What one process has stored is damaged before another one starts and reads it. */
export async function damagedValues(cache: CacheName, url: string): Promise<Damaged> {
  const result: Damaged = { cases: damages.length, loaded: 0, served: 0, failed: 0, hung: 0, crashed: 0 };
  await withReaders(cache, [url], ([writer]) => storeDamaged(writer!, url));
  let reader = await nextReader(cache, url);
  for (const name of damages.map((_, nth) => nameOf(nth))) {
    const answer = await reader.ask('read', { name, life: LIFE }).catch(orEnded);
    result[outcomeOf(answer)] += 1;
    // A circuit breaker that one of them has opened would hide the next.
    await pause(BACK_OFF_MS + 100);
    if (answer === null) reader = await nextReader(cache, url);
  }
  await reader.close();
  return result;
}

const nameOf = (nth: number) => `damaged:${nth}:value`;

async function storeDamaged(writer: ReaderProcess, url: string): Promise<void> {
  const client = await benchRedis(url);
  for (const [nth, damage] of damages.entries()) {
    const name = nameOf(nth);
    await writer.ask('read', { name, life: LIFE });
    const { key, text } = await valueOf(client, name);
    await damage(client, key, text);
  }
  client.destroy();
}

/** Its source has something newer than what is stored. */
async function nextReader(cache: CacheName, url: string): Promise<ReaderProcess> {
  const reader = await ReaderProcess.start(cache, url);
  await reader.ask('behave', { version: 2 });
  return reader;
}

/** The key under which a cache has put the value of a name; soon, as a cache may store behind its answer. */
async function valueOf(client: BenchRedis, name: string): Promise<{ key: string; text: string }> {
  for (const started = Date.now(); Date.now() - started < STORED_MS; await pause(20)) {
    for (const key of await client.keys(`*${name}*`)) {
      const text = (await client.type(key)) === 'string' ? await client.get(key) : null;
      if (text?.includes(name)) return { key, text };
    }
  }
  throw new Error(`nothing in Redis holds ${name}`);
}

function orEnded(error: Error): null {
  if (error instanceof EndedError) return null;
  throw error;
}

function outcomeOf(answer: OneRead | null): Exclude<keyof Damaged, 'cases'> {
  if (answer === null) return 'crashed';
  if (answer.outcome === 'failed' || answer.outcome === 'hung') return answer.outcome;
  return answer.outcome === 'whole' && answer.version === 2 ? 'loaded' : 'served';
}

export interface Nulls {
  /** Of ten reads of what does not exist, in two processes. */
  loads: number;
}

export const nulls = (cache: CacheName, url: string): Promise<Nulls> =>
  withReaders(cache, [url, url], async (readers) => {
    let loads = 0;
    for (const reader of readers) {
      await reader.ask('behave', { isEmpty: true });
      for (let nth = 0; nth < 5; nth += 1) {
        const cost = await reader.ask('readEach', { prefix: 'nobody:', count: 1, atOnce: 1, life: LIFE });
        loads += cost.loads;
      }
    }
    return { loads };
  });

const LARGE = { values: 500, length: 200_000 };

export interface Heap {
  /** JSON of all that was read. */
  readMb: number;
  /** By which the live heap has grown. */
  heapMb: number;
}

/** Reads more than L1 should hold. */
export const heapOf = (cache: CacheName, url: string): Promise<Heap> =>
  withReaders(cache, [url], async ([reader]) => {
    await reader!.ask('behave', { takesMs: 0, length: LARGE.length });
    const before = await reader!.ask('heap', { collections: 3 });
    await reader!.ask('readEach', { prefix: 'large:', count: LARGE.values, atOnce: 4, life: LIFE });
    const after = await reader!.ask('heap', { collections: 3 });
    return { readMb: (LARGE.values * LARGE.length) / 1e6, heapMb: after - before };
  });
