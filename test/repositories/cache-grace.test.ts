import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CacheService } from '../../src/platform/cache/cache.service.js';
import { orLastKnown } from '../../src/platform/cache/last-known.js';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { keys } from '../../src/platform/redis/keys.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { hasOldRead, withRequestStats } from '../../src/platform/request/request-stats.js';
import { cacheFleet } from '../support/cache-fleet.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { until } from '../support/until.js';

const KEEP = { seconds: 600, staleSeconds: 60, graceSeconds: 600 };
const NAME = 'thing:v1:old';
const away = () => Promise.reject(new UnavailableError('errors.database_away'));
const says = (value: unknown) => () => Promise.resolve(value);

let redis: RedisLink;
let fleet: Awaited<ReturnType<typeof cacheFleet>>;
let cache: CacheService;

beforeAll(async () => {
  redis = await testRedis();
});
beforeEach(async () => {
  await redis.run((client) => client.flushDb());
  fleet = await cacheFleet(redisUrl(), 2);
  cache = fleet.caches[0]!;
  return () => fleet.close();
});
afterAll(() => redis?.close());

/** What a request comes to that makes this one read, and whether it would say that it is old. */
const asked = <T>(read: () => Promise<T>) =>
  withRequestStats(async () => ({ value: await read(), isOld: (hasOldRead(), await read(), hasOldRead()) }));

/** As the scripts lay a value down that has been stale for so long. */
const put = (endedMs: number) =>
  redis.run((client) =>
    client.set(keys.cached(NAME).value, `${Date.now() - endedMs}${'0'.repeat(7)}{"value":"old"}`),
  );

describe('a request', () => {
  it.each([
    ['what was just loaded', null, says('new'), { value: 'new', isOld: false }],
    ['what is loaded anew behind it', 1000, away, { value: 'old', isOld: false }],
    ['what is in its grace', 120_000, away, { value: 'old', isOld: true }],
    ['nothing', null, says(null), { value: null, isOld: false }],
  ])('made of %s knows how old that is', async (_what, endedMs, load, expected) => {
    if (endedMs !== null) await put(endedMs);
    expect(await asked(() => cache.getOrLoad<unknown>(NAME, KEEP, load))).toEqual(expected);
  });
});

describe('a request that got what is in its grace', () => {
  it('knows how old that is also when the value changes meanwhile, and nothing is held of it', async () => {
    await put(120_000);
    const load = async () => {
      await cache.forget(NAME);
      return away();
    };
    const { value, isOld } = await withRequestStats(async () => ({
      value: await cache.getOrLoad<unknown>(NAME, KEEP, load),
      isOld: hasOldRead(),
    }));
    expect({ value, isOld }).toEqual({ value: 'old', isOld: true });
  });
});

describe('the last known value', () => {
  const known = (load: () => Promise<unknown>, at = cache) =>
    asked(() => orLastKnown(at, NAME, at.getOrLoad<unknown>(NAME, KEEP, load)));

  it('stands in everywhere when a change took the value away and its source is gone', async () => {
    await known(says('before'));
    await until('it is remembered', () =>
      redis.run((client) => client.get(keys.cached(`last:${NAME}`).value)),
    );
    await cache.forget(NAME);
    for (const one of fleet.caches) expect(await known(away, one)).toEqual({ value: 'before', isOld: true });
    expect((await known(says('after'))).value).toBe('after');
  });

  it('is no answer to a bug, or where nothing was known', async () => {
    await expect(known(away)).rejects.toThrow('database_away');
    await known(says('before'));
    await cache.forget(NAME);
    await expect(known(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});
