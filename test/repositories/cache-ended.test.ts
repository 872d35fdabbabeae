import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../src/platform/redis/keys.js';
import { failing, fresh, head, source, threeCaches } from '../support/three-caches.js';
import { until } from '../support/until.js';

let all: Awaited<ReturnType<typeof threeCaches>>;
beforeAll(async () => void (all = await threeCaches()));
afterAll(() => all?.close());
beforeEach(() => all.empty());

describe('a value that has ended', () => {
  const keep = { seconds: 600, staleSeconds: 60, graceSeconds: 600 };

  it('is served at once while one of the fleet loads it anew', async () => {
    const [name, { asked, load }] = [fresh(), source('new', 100)];
    await all.put(name, `${head(-1000)}{"value":"old"}`);
    const found = await Promise.all(all.caches.map((cache) => cache.getOrLoad(name, keep, load)));
    expect(found).toEqual(['old', 'old', 'old']);
    await until('the new value', async () => (await all.stored(name))?.includes('"new"'));
    expect(asked.count).toBe(1);
    // Whoever has the old one asks again a moment later.
    const readAll = () => Promise.all(all.caches.map((cache) => cache.getOrLoad(name, keep, failing)));
    await until('all have it', async () => (await readAll()).every((value) => value === 'new'), 1);
  });

  it('is served in its grace when the source fails, and the source has a second of peace', async () => {
    const name = fresh();
    await all.put(name, `${head(-120_000)}{"value":"old"}`);
    let tries = 0;
    const away = () => ((tries += 1), failing());
    const started = performance.now();
    for (let turn = 0; turn < 5; turn += 1)
      for (const cache of all.caches) expect(await cache.getOrLoad(name, keep, away)).toBe('old');
    expect(performance.now() - started).toBeLessThan(200);
    expect(tries).toBe(1);
  });

  it('is served in its grace when the source is slow, and the new one follows', async () => {
    const name = fresh();
    await all.put(name, `${head(-120_000)}{"value":"old"}`);
    expect(await all.cacheAt(0).getOrLoad(name, keep, source('new', 400).load)).toBe('old');
    await until('the new value', async () => (await all.cacheAt(0).getOrLoad(name, keep, failing)) === 'new');
  });
});

describe('a value that is read anew', () => {
  // As long as an object is the one that is served, pages that were made of it stand.
  it('stays the object it was while it says the same, from L2 or from the source', async () => {
    const [cache, other, name] = [all.cacheAt(0), all.cacheAt(1), fresh()];
    const keep = { seconds: 0.2, staleSeconds: 0.2 };
    const load = async () => ({ price: 5, days: [1, 2] });
    const first = await cache.getOrLoad(name, keep, load);
    let loads = 0;
    const again = () => ((loads += 1), load());
    const read = () => [cache, other].map((one) => one.getOrLoad(name, keep, again));
    await until('it was loaded anew three times', async () => {
      const [mine, theirs] = await Promise.all(read());
      expect(mine).toBe(first);
      expect(theirs).toEqual(first);
      return loads >= 3;
    });
    expect(cache.stillServes(new Map([[name, first]]))).not.toBeNull();
  });

  it('is another one when it says something else', async () => {
    const [cache, name] = [all.cacheAt(0), fresh()];
    const first = await cache.getOrLoad(name, { seconds: 600 }, async () => ({ price: 5 }));
    await cache.forget(name);
    expect(await cache.getOrLoad(name, { seconds: 600 }, async () => ({ price: 6 }))).toEqual({ price: 6 });
    expect(cache.stillServes(new Map([[name, first]]))).toBeNull();
  });
});

describe('F21: what cannot be read', () => {
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  const numbers = { seconds: 600, is: isNumber };

  it.each([
    '',
    '{',
    'null',
    '5',
    '"text"',
    '[]',
    '{}',
    '{"value":"a text"}',
    '{"value":{}}',
    '{"__proto__":{"value":1}}',
    '\u0000',
    'x'.repeat(100_000),
    '{"valu":1}',
    '{"value":',
    '1e999',
    '{"value":[1]}',
    'undefined',
    '{"value":true}',
    '﻿{"value":1}x',
    '{"value":1}}',
  ])('counts as a miss and is replaced: %j', async (text) => {
    const name = fresh();
    await all.put(name, head(60_000) + text);
    expect(await all.cacheAt(0).getOrLoad(name, numbers, source(7).load)).toBe(7);
    await until('it is replaced', async () => (await all.stored(name))?.includes('{"value":7}'));
  });

  it('is mended without a head, and in a key of another type', async () => {
    const [text, hash] = [fresh(), fresh()];
    await all.put(text, 'no head at all');
    await all.redis.run((client) => client.hSet(keys.cached(hash).value, 'field', 'value'));
    for (const name of [text, hash]) {
      expect(await all.cacheAt(0).getOrLoad(name, numbers, source(7).load)).toBe(7);
      expect(await all.cacheAt(1).getOrLoad(name, numbers, source(7).load)).toBe(7);
    }
    await until('it is replaced', async () => (await all.stored(text))?.includes('{"value":7}'));
  });
});
