import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../src/platform/redis/keys.js';
import { cacheInstance, type CacheInstance } from '../support/cache-fleet.js';
import { FailingRedis, frozen, killed, type Outage } from '../support/failing-redis.js';
import { until } from '../support/until.js';

const KEEP = { seconds: 600 };
const OUTAGES: [string, Outage][] = [
  ['killed', killed],
  ['frozen', frozen],
];
/** The deadline of one command (120 ms) and some air. */
const MOST_MS = 250;

describe.each(OUTAGES)('L2 %s', (_name, outage) => {
  let redis: FailingRedis;
  let one: CacheInstance;
  let other: CacheInstance;

  beforeEach(async () => {
    redis = await FailingRedis.start();
    [one, other] = [await cacheInstance(redis.url), await cacheInstance(redis.url)];
  });
  afterEach(async () => {
    await Promise.all([one?.close(), other?.close()]);
    await redis?.close();
  });

  it('F17: costs nobody more than a moment, and the source one load a second and name of each process', async () => {
    await outage.begin(redis);
    let loads = 0;
    const load = async () => ((loads += 1), 'value');
    const ends = performance.now() + 1500;
    let slowest = 0;
    while (performance.now() < ends) {
      const asked = performance.now();
      const found = await Promise.all(
        Array.from({ length: 50 }, () => one.cache.getOrLoad('hot', KEEP, load)),
      );
      slowest = Math.max(slowest, performance.now() - asked);
      expect(new Set(found)).toEqual(new Set(['value']));
      await pause(10);
    }
    expect(slowest).toBeLessThan(MOST_MS);
    expect(loads).toBeLessThanOrEqual(3);
    await outage.end(redis);
  });

  it('serves what the process holds when the source is away too', async () => {
    await one.cache.getOrLoad('held', KEEP, async () => 'old');
    await outage.begin(redis);
    await until('changes go unheard', async () => !one.cache.isHearing);
    await pause(1100);
    const failing = () => Promise.reject(new Error('the source is away'));
    expect(await one.cache.getOrLoad('held', KEEP, failing)).toBe('old');
    await expect(one.cache.getOrLoad('new', KEEP, failing)).rejects.toThrow('away');
    await outage.end(redis);
  });

  it('F19: a change that nobody could be told is seen within a second of it all the same', async () => {
    let row = 'old';
    const load = async () => row;
    for (const { cache } of [one, other]) await cache.getOrLoad('row', KEEP, load);
    await outage.begin(redis);
    await until('changes go unheard', async () => !other.cache.isHearing);
    row = 'new';
    expect(await one.cache.forget('row')).toBeNull();
    await until('the new value', async () => (await other.cache.getOrLoad('row', KEEP, load)) === 'new', 2);
    await outage.end(redis);
  });

  it('is used again when it is back', async () => {
    await outage.begin(redis);
    await one.cache.getOrLoad('later', KEEP, async () => 1);
    await outage.end(redis);
    const isStored = async () => {
      await one.cache.getOrLoad('again', KEEP, async () => 2);
      await one.cache.forget('nothing');
      return one.link.run((client) => client.exists(keys.cached('again').value)).catch(() => 0);
    };
    await until('it is stored', isStored, 5);
    await until('changes are heard', async () => one.cache.isHearing, 5);
  });
});
