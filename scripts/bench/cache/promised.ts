import { OwnRedis } from '../../servers/own-redis.js';
import type { CacheName } from './caches/all.js';
import { busCut, changesElsewhere, slowReaders } from './changes.js';
import { damagedValues, heapOf, nulls, whileFailing } from './failures.js';
import { whileFrozen } from './frozen.js';
import type { Plan } from './plan.js';
import { withReaders } from './reader-process.js';
import type { Burst } from './watch.js';

export async function onOwnRedis<T>(work: (url: string) => Promise<T>): Promise<T> {
  const redis = await OwnRedis.start();
  try {
    return await work(redis.url);
  } finally {
    await redis.close();
  }
}

/** What is no matter of speed is tried with all caches at the same time. */
export async function promisedByAll(plan: Plan): Promise<Map<CacheName, Promised>> {
  const { caches, races, say } = plan;
  say('promises of all at once');
  const tried = await Promise.all(caches.map((cache) => promisedBy(cache, races)));
  const bursts = await burstsOf(plan);
  return new Map(caches.map((cache, nth) => [cache, { ...tried[nth]!, expiry: bursts[nth]! }]));
}

/** One cache after the other: each of them has enough to do. */
async function burstsOf({ caches, expiry, say }: Plan): Promise<Burst[]> {
  const bursts: Burst[] = [];
  for (const cache of caches) {
    say(`the end of ${expiry.keys} lives: ${cache}`);
    bursts.push(await onOwnRedis((url) => burst(cache, url, expiry)));
  }
  return bursts;
}

/** What became of what one would like a cache to promise. */
export type Promised = Awaited<ReturnType<typeof promisedBy>> & { expiry: Burst };

async function promisedBy(cache: CacheName, races: number) {
  const ofChanges = onOwnRedis(async (url) => ({
    slowReaders: await slowReaders(cache, url, races),
    changes: await changesElsewhere(cache, url, races),
    cut: await busCut(cache, url),
  }));
  const ofFailures = onOwnRedis(async (url) => ({
    failing: await whileFailing(cache, url),
    nulls: await nulls(cache, url),
    heap: await heapOf(cache, url),
    frozen: await whileFrozen(cache),
  }));
  const damaged = onOwnRedis((url) => damagedValues(cache, url));
  return { ...(await ofChanges), ...(await ofFailures), damaged: await damaged };
}

/** Values that were loaded together, all of them read again and again until each was loaded anew. */
const burst = (cache: CacheName, url: string, { keys, seconds }: Plan['expiry']): Promise<Burst> =>
  withReaders(cache, [url], async ([reader]) => {
    const life = { seconds, graceSeconds: 3600 };
    await reader!.ask('behave', { takesMs: 0, length: 0 });
    await reader!.ask('readEach', { prefix: 'burst:', count: keys, atOnce: 100, life });
    await reader!.ask('behave', { takesMs: 20 });
    return reader!.ask('watchExpiry', { prefix: 'burst:', keys, life, watchMs: seconds * 1300 + 1000 });
  });
