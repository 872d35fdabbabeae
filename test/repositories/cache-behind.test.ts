import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CacheService } from '../../src/platform/cache/cache.service.js';
import { keys } from '../../src/platform/redis/keys.js';
import { cacheFleet } from '../support/cache-fleet.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const KEEP = { seconds: 600 };
const INSTANCES = 3;
const READERS = 20;
const CHANGED = rounds(100, { full: 1000 });
const AT_ONCE = 50;
const LISTS = rounds(3, { full: 20 });
/** So far is the copy behind. */
const BEHIND_MS = 300;

/** Rows, and a copy of them that is behind: what is loaded through `through` comes from the copy when that may be. */
class CopiedSource {
  private readonly rows = new Map<string, string>();
  private readonly copy = new Map<string, string>();
  private readonly changedAt = new Map<CacheService, number>();

  /** From now on this instance looks at the rows themselves until the copy has what was changed. */
  heed(cache: CacheService): void {
    cache.onChange((msAgo) => {
      const at = performance.now() - msAgo;
      this.changedAt.set(cache, Math.max(at, this.changedAt.get(cache) ?? -Infinity));
    });
  }

  set(name: string, value: string): void {
    this.rows.set(name, value);
    setTimeout(() => this.copy.set(name, value), BEHIND_MS);
  }

  through(cache: CacheService, name: string): string | null {
    const isCaughtUp = performance.now() - BEHIND_MS - 10 > (this.changedAt.get(cache) ?? -Infinity);
    return (isCaughtUp ? this.copy : this.rows).get(name) ?? null;
  }
}

let fleet: Awaited<ReturnType<typeof cacheFleet>>;
beforeAll(async () => {
  const redis = await testRedis();
  await redis.run((client) => client.flushDb());
  await redis.close();
  fleet = await cacheFleet(redisUrl(), INSTANCES);
});
afterAll(() => fleet?.close());

const cacheAt = (index: number): CacheService => fleet.caches[index % INSTANCES]!;
const soon = () => pause(Math.random() * 6);
/** What each of these says of each name. */
const all = <T>(names: string[], read: (cache: CacheService, name: string) => Promise<T>) =>
  Promise.all(fleet.caches.flatMap((cache) => names.map((name) => read(cache, name))));

/** Readers and one writer of each name within six milliseconds. Answers how many old values are kept a second later. */
async function keptOld(names: string[], heeds: boolean): Promise<number> {
  const source = new CopiedSource();
  for (const cache of fleet.caches) {
    cache.onChange(() => undefined);
    if (heeds) source.heed(cache);
  }
  for (const name of names) source.set(name, 'old');
  await pause(2 * BEHIND_MS);
  const read = (cache: CacheService, name: string) =>
    cache.getOrLoad(name, KEEP, async () => {
      await pause(1);
      return source.through(cache, name);
    });
  const readers = names.flatMap((name) =>
    Array.from({ length: READERS }, async (_, reader) => {
      await soon();
      await read(cacheAt(reader), name);
    }),
  );
  const writers = names.map(async (name, nth) => {
    await soon();
    source.set(name, 'new');
    await cacheAt(nth).forget(name);
  });
  await Promise.all([...readers, ...writers]);
  await pause(1000);
  return (await all(names, read)).filter((value) => value === 'old').length;
}

/** As `listing`: what is kept is named after a value that a change takes away. */
async function keptOldList(heeds: boolean): Promise<number> {
  const [source, stem] = [new CopiedSource(), randomUUID()];
  for (const cache of fleet.caches) {
    cache.onChange(() => undefined);
    if (heeds) source.heed(cache);
  }
  const state = `state:${stem}`;
  source.set('list', 'old');
  await pause(2 * BEHIND_MS);
  const read = async (cache: CacheService) => {
    const generation = await cache.getOrLoad(state, KEEP, async () => randomUUID());
    return cache.getOrLoad(`list:${generation}`, KEEP, async () => source.through(cache, 'list'));
  };
  await all(['list'], read);
  source.set('list', 'new');
  await cacheAt(0).forget(state);
  await until('every instance has the new state', async () => {
    const found = await all([state], (cache) => cache.getOrLoad(state, KEEP, async () => randomUUID()));
    await all(['list'], read);
    return new Set(found).size === 1;
  });
  await pause(1000);
  return (await all(['list'], read)).filter((value) => value === 'old').length;
}

describe('a source that is behind what it copies', () => {
  const names = () => Array.from({ length: AT_ONCE }, () => `thing:${randomUUID()}`);

  it(`leaves no old value behind, ${CHANGED} changes with ${READERS} readers each`, async () => {
    for (let done = 0; done < CHANGED; done += AT_ONCE) expect(await keptOld(names(), true)).toBe(0);
  });

  it('leaves no list behind that is named after what was changed', async () => {
    for (let round = 0; round < LISTS; round += 1) expect(await keptOldList(true)).toBe(0);
  });

  it('is told when changes may have been missed, and nobody can say which', async () => {
    const redis = await testRedis();
    const generation = (await cacheAt(0).forget(randomUUID()))!;
    cacheAt(1).join();
    await until(
      'it has heard of all so far',
      async () => (await cacheAt(1).liveness(generation))?.live === 1,
    );
    let noticed = 0;
    cacheAt(1).onChange(() => (noticed += 1));
    // As a change does whose message got lost.
    await redis.run((client) => client.incr(keys.cacheFleet.generation));
    await until('it is told', async () => noticed > 0, 3);
    await redis.close();
  });

  it('would, if nobody heeded what has changed', async () => {
    const [values, lists] = [await keptOld(names(), false), await keptOldList(false)];
    figure(
      'F19: old values kept with a source that is behind, when changes are not heeded',
      `${values} of ${AT_ONCE * INSTANCES}`,
    );
    expect(values).toBeGreaterThan(AT_ONCE);
    expect(lists).toBe(INSTANCES);
  });
});
