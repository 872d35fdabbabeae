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
  const { caches, races, expiry, say } = plan;
  say('promises of all at once');
  const begun = expiry.isAtOnce ? await beginBursts(plan) : [];
  const trying = Promise.all(caches.map((cache) => promisedBy(cache, races)));
  const [tried, watched] = await Promise.all([trying, Promise.all(begun)]);
  const bursts = expiry.isAtOnce ? watched : await burstsInTurn(plan);
  return new Map(caches.map((cache, nth) => [cache, { ...tried[nth]!, expiry: bursts[nth]! }]));
}

/** All are watched at the same time. Their processes start in turn: together they would be late with what they begin with. */
async function beginBursts({ caches, expiry }: Plan): Promise<Promise<Burst>[]> {
  const begun: Promise<Burst>[] = [];
  for (const cache of caches) {
    const filled = Promise.withResolvers<void>();
    const watched = burst(cache, expiry, filled.resolve);
    begun.push(watched);
    await Promise.race([filled.promise, watched]);
  }
  return begun;
}

/** Each of them has enough to do. */
async function burstsInTurn({ caches, expiry, say }: Plan): Promise<Burst[]> {
  const bursts: Burst[] = [];
  for (const cache of caches) {
    say(`the end of ${expiry.keys} lives: ${cache}`);
    bursts.push(await burst(cache, expiry));
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
const burst = (
  cache: CacheName,
  { keys, seconds }: Plan['expiry'],
  whenFilled?: () => void,
): Promise<Burst> =>
  onOwnRedis((url) =>
    withReaders(cache, [url], async ([reader]) => {
      const life = { seconds, graceSeconds: 3600 };
      await reader!.ask('behave', { takesMs: 0, length: 0 });
      await reader!.ask('readEach', { prefix: 'burst:', count: keys, atOnce: 100, life });
      await reader!.ask('behave', { takesMs: 20 });
      whenFilled?.();
      return reader!.ask('watchExpiry', { prefix: 'burst:', keys, life, watchMs: seconds * 1300 + 1000 });
    }),
  );
