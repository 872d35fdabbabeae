import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CacheService } from '../../src/platform/cache/cache.service.js';
import { keys } from '../../src/platform/redis/keys.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { cacheFleet } from '../support/cache-fleet.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const KEEP = { seconds: 600 };
const READERS = 300;
/** F19: keys that change under their readers. */
const CHANGED = rounds(200, { full: 1000 });
/** Of them; a process refuses more than 220 loads at a time. */
const AT_ONCE = 100;

let redis: RedisLink;
let fleet: Awaited<ReturnType<typeof cacheFleet>>;
let nth = 0;
/** A name that no other test has used. */
const fresh = () => `thing:v1:${(nth += 1)}`;

beforeAll(async () => {
  redis = await testRedis();
  fleet = await cacheFleet(redisUrl(), 3);
});
afterAll(async () => {
  await fleet?.close();
  await redis?.close();
});
beforeEach(() => redis.run((client) => client.flushDb()));

/** A source that counts how often it was asked. */
function source(value: unknown, takesMs = 0) {
  const asked = { count: 0 };
  const load = async () => {
    asked.count += 1;
    if (takesMs > 0) await pause(takesMs);
    return value;
  };
  return { asked, load };
}
const failing = () => Promise.reject(new Error('the source is away'));
const cacheAt = (index: number): CacheService => fleet.caches[index % fleet.caches.length]!;
const stored = (name: string) => redis.run((client) => client.get(keys.cached(name).value));
const put = (name: string, text: string) => redis.run((client) => client.set(keys.cached(name).value, text));
/** As the scripts lay a value down, fresh for so many milliseconds more. */
const head = (leftMs: number) => `${String(Date.now() + leftMs).padStart(13, '0')}${'0'.repeat(7)}`;

describe('a value', () => {
  it('is loaded once, and comes from the other tiers afterwards, null too', async () => {
    for (const value of [{ title: 'Mug' }, null, 0, '', false]) {
      const [name, { asked, load }] = [fresh(), source(value)];
      for (const cache of [...fleet.caches, ...fleet.caches])
        expect(await cache.getOrLoad(name, KEEP, load)).toEqual(value);
      expect(asked.count).toBe(1);
    }
  });

  it('costs L2 nothing while L1 holds it', async () => {
    const [name, { load }] = [fresh(), source(1)];
    await cacheAt(0).getOrLoad(name, KEEP, load);
    await redis.run((client) => client.flushDb());
    expect(await cacheAt(0).getOrLoad(name, KEEP, failing)).toBe(1);
  });

  it('F18: is loaded by one of the fleet, however many ask at once', async () => {
    const [name, { asked, load }] = [fresh(), source('value', 200)];
    const read = (reader: number) => cacheAt(reader).getOrLoad(name, KEEP, load);
    const found = await Promise.all(Array.from({ length: READERS }, (_, reader) => read(reader)));
    expect(new Set(found)).toEqual(new Set(['value']));
    expect(asked.count).toBe(1);
  });

  it('is not kept when its load failed, and the next one tries again', async () => {
    const name = fresh();
    await expect(cacheAt(0).getOrLoad(name, KEEP, failing)).rejects.toThrow('away');
    expect(await cacheAt(1).getOrLoad(name, KEEP, source(2).load)).toBe(2);
  });

  it('F18: ends at different moments though it was stored at one', async () => {
    const names = Array.from({ length: 200 }, fresh);
    await Promise.all(names.map((name) => cacheAt(0).getOrLoad(name, KEEP, source(1).load)));
    // They are put into L2 behind the answers.
    const texts = await until('all are stored', async () => {
      const found = await Promise.all(names.map(stored));
      return found.every((text) => text !== null) && found;
    });
    const seconds = texts.map((text) => Math.floor(Number(text?.slice(0, 13)) / 1000));
    const most = Math.max(
      ...[...new Set(seconds)].map((one) => seconds.filter((other) => other === one).length),
    );
    expect(most).toBeLessThan(names.length * 0.2);
  });
});

describe('a value that lives for years', () => {
  it('is read by all instances as it was stored', async () => {
    const [name, { asked, load }] = [fresh(), source('lasting')];
    const keep = { seconds: 10 * 365 * 86_400 };
    await cacheAt(0).getOrLoad(name, keep, load);
    await until('it is stored', async () => (await stored(name)) !== null);
    for (const cache of fleet.caches) expect(await cache.getOrLoad(name, keep, load)).toBe('lasting');
    expect(asked.count).toBe(1);
  });
});

describe('a change', () => {
  it('is seen on all instances, by who forgets', async () => {
    const name = fresh();
    for (const cache of fleet.caches) await cache.getOrLoad(name, KEEP, source('old').load);
    expect(await cacheAt(0).forget(name)).not.toBeNull();
    expect(await cacheAt(0).getOrLoad(name, KEEP, source('new').load)).toBe('new');
    for (const cache of fleet.caches)
      await until(
        'the new value',
        async () => (await cache.getOrLoad(name, KEEP, source('new').load)) === 'new',
        1,
      );
  });

  it('is in place at once by write-through, for all', async () => {
    const name = fresh();
    for (const cache of fleet.caches) await cache.getOrLoad(name, KEEP, source('old').load);
    await cacheAt(0).writeThrough(name, KEEP, source('new').load);
    expect(await stored(name)).toContain('"new"');
    expect(await cacheAt(0).getOrLoad(name, KEEP, failing)).toBe('new');
    for (const cache of fleet.caches)
      await until('the new value', async () => (await cache.getOrLoad(name, KEEP, failing)) === 'new', 1);
  });

  it('F19: cuts off a load that began before it', async () => {
    const name = fresh();
    let answer = (_value: string): void => {};
    const slow = cacheAt(0).getOrLoad(name, KEEP, () => new Promise<string>((resolve) => (answer = resolve)));
    await until('the lease', async () => redis.run((client) => client.exists(keys.cached(name).lease)));
    await cacheAt(1).forget(name);
    answer('old');
    expect(await slow).toBe('old');
    expect(await stored(name)).toBeNull();
    for (const cache of fleet.caches)
      expect(await cache.getOrLoad(name, KEEP, source('new').load)).toBe('new');
  });

  it(`F19: leaves nothing stale of ${CHANGED} keys with 20 readers`, async () => {
    for (let done = 0; done < CHANGED; done += AT_ONCE)
      await readAndChange(Array.from({ length: AT_ONCE }, fresh));
  });
});

/** Readers and one writer of each name within four milliseconds; a second later nobody may have the old value. */
async function readAndChange(names: string[]): Promise<void> {
  const rows = new Map(names.map((name) => [name, 'old']));
  const load = (name: string) => async () => {
    const value = rows.get(name)!;
    await pause(1);
    return value;
  };
  const soon = () => pause(Math.random() * 4);
  const readers = names.flatMap((name) =>
    Array.from({ length: 20 }, async (_, reader) => {
      await soon();
      await cacheAt(reader).getOrLoad(name, KEEP, load(name));
    }),
  );
  const writers = names.map(async (name, index) => {
    await soon();
    rows.set(name, 'new');
    await cacheAt(index).forget(name);
  });
  await Promise.all([...readers, ...writers]);
  const stale = async (cache: CacheService) => {
    const found = await Promise.all(names.map((name) => cache.getOrLoad(name, KEEP, load(name))));
    return found.filter((value) => value === 'old').length;
  };
  for (const cache of fleet.caches)
    await until('nothing is stale', async () => (await stale(cache)) === 0, 1);
}

describe('a tag', () => {
  it('that is forgotten puts all values out of reach that carry it, on all instances, and no other', async () => {
    const [shoes, winter] = [fresh(), fresh()];
    const tagged = [[shoes], [winter], [shoes, winter], []].map((tags) => ({
      name: fresh(),
      keep: { ...KEEP, tags },
      ...source({}),
    }));
    const readAll = () =>
      Promise.all(
        fleet.caches.flatMap((cache) =>
          tagged.map(({ name, keep, load }) => cache.getOrLoad(name, keep, load)),
        ),
      );
    const counts = () => tagged.map(({ asked }) => asked.count);
    await readAll();
    expect(counts()).toEqual([1, 1, 1, 1]);
    await cacheAt(0).forget(shoes);
    await until(
      'all have heard of it',
      async () => {
        await readAll();
        return counts()[0] === 2 && counts()[2] === 2;
      },
      1,
    );
    await readAll();
    expect(counts()).toEqual([2, 1, 2, 1]);
  });
});

describe('many values', () => {
  const manySource = (known: (name: string) => boolean) => {
    const asked: string[][] = [];
    const load = async (names: string[]) => {
      asked.push(names);
      return new Map(names.filter(known).map((name) => [name, `of ${name}`]));
    };
    return { asked, load };
  };

  it('are one question to L2 and one to the source, each for what is missing, in the order asked for', async () => {
    const names = Array.from({ length: 60 }, fresh);
    const [first, second] = [manySource(() => true), manySource(() => true)];
    await cacheAt(0).getMany(names.slice(0, 20), KEEP, first.load);
    await cacheAt(1).getMany(names.slice(20, 40), KEEP, first.load);
    expect(first.asked).toEqual([names.slice(0, 20), names.slice(20, 40)]);
    const found = await cacheAt(0).getMany(names, KEEP, second.load);
    expect(found).toEqual(names.map((name) => `of ${name}`));
    expect(second.asked).toEqual([names.slice(40)]);
    expect(await cacheAt(0).getMany(names, KEEP, failing)).toEqual(found);
  });

  it('are null where the source knows none, and stay so', async () => {
    const names = Array.from({ length: 3 }, fresh);
    const { load } = manySource((name) => name !== names[1]);
    const found = [`of ${names[0]}`, null, `of ${names[2]}`];
    expect(await cacheAt(0).getMany(names, KEEP, load)).toEqual(found);
    expect(await cacheAt(2).getMany(names, KEEP, failing)).toEqual(found);
  });

  it('fail together with their source', async () => {
    await expect(cacheAt(0).getMany([fresh(), fresh()], KEEP, failing)).rejects.toThrow('away');
  });
});

describe('those that serve visitors', () => {
  it('acknowledge what they serve: "live on 3 of 3"', async () => {
    for (const cache of fleet.caches) cache.join();
    const generation = (await cacheAt(0).forget(fresh()))!;
    await until('all serve it', async () => {
      const liveness = await cacheAt(0).liveness(generation);
      return liveness?.live === 3 && liveness.of === 3;
    });
    expect(await cacheAt(1).liveness(generation + 1)).toEqual({ live: 0, of: 3 });
  });

  it('count on, when Redis was emptied in between', async () => {
    for (const cache of fleet.caches) cache.join();
    const before = (await cacheAt(0).forget(fresh()))!;
    await redis.run((client) => client.flushDb());
    const after = (await cacheAt(0).forget(fresh()))!;
    expect(after).toBeGreaterThan(before);
  });

  it('hear nothing of names that another version announces in words of its own, and ask L2 again', async () => {
    const name = fresh();
    await cacheAt(0).getOrLoad(name, KEEP, source('old').load);
    await put(name, `${head(600_000)}{"value":"new"}`);
    expect(await cacheAt(0).getOrLoad(name, KEEP, failing)).toBe('old');
    await redis.run((client) => client.publish(keys.cacheChannel, 'changed: everything'));
    await until('L2 is asked', async () => (await cacheAt(0).getOrLoad(name, KEEP, failing)) === 'new', 1);
  });
});

describe('a Redis that', () => {
  it('was emptied costs the source nothing while processes hold what it held', async () => {
    const [name, { load }] = [fresh(), source({ title: 'Mug' })];
    const readAll = (from: () => Promise<unknown>) =>
      Promise.all(fleet.caches.map((cache) => cache.getOrLoad(name, KEEP, from)));
    const values = await readAll(load);
    await redis.run((client) => client.flushDb());
    expect(await readAll(failing)).toEqual(values);
  });

  it('lost the word of a change is found out within three seconds', async () => {
    const [name, old] = [fresh(), source('old')];
    expect(await cacheAt(1).getOrLoad(name, KEEP, old.load)).toBe('old');
    const others = cacheAt(0);
    await others.forget(fresh());
    // As an announcement does, but for the message.
    await redis.run((client) => client.del(keys.cached(name).value));
    await redis.run((client) => client.incr(keys.cacheFleet.generation));
    const seen = async () => (await cacheAt(1).getOrLoad(name, KEEP, source('new').load)) === 'new';
    await until('it asks L2 again', seen, 3);
  });
});

describe('a value that has ended', () => {
  const keep = { seconds: 600, staleSeconds: 60, graceSeconds: 600 };

  it('is served at once while one of the fleet loads it anew', async () => {
    const [name, { asked, load }] = [fresh(), source('new', 100)];
    await put(name, `${head(-1000)}{"value":"old"}`);
    const found = await Promise.all(fleet.caches.map((cache) => cache.getOrLoad(name, keep, load)));
    expect(found).toEqual(['old', 'old', 'old']);
    await until('the new value', async () => (await stored(name))?.includes('"new"'));
    expect(asked.count).toBe(1);
    // Whoever has the old one asks again a moment later.
    const readAll = () => Promise.all(fleet.caches.map((cache) => cache.getOrLoad(name, keep, failing)));
    await until('all have it', async () => (await readAll()).every((value) => value === 'new'), 1);
  });

  it('is served in its grace when the source fails, and the source has a second of peace', async () => {
    const name = fresh();
    await put(name, `${head(-120_000)}{"value":"old"}`);
    let tries = 0;
    const away = () => ((tries += 1), failing());
    const started = performance.now();
    for (let turn = 0; turn < 5; turn += 1)
      for (const cache of fleet.caches) expect(await cache.getOrLoad(name, keep, away)).toBe('old');
    expect(performance.now() - started).toBeLessThan(200);
    expect(tries).toBe(1);
  });

  it('is served in its grace when the source is slow, and the new one follows', async () => {
    const name = fresh();
    await put(name, `${head(-120_000)}{"value":"old"}`);
    expect(await cacheAt(0).getOrLoad(name, keep, source('new', 400).load)).toBe('old');
    await until('the new value', async () => (await cacheAt(0).getOrLoad(name, keep, failing)) === 'new');
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
    await put(name, head(60_000) + text);
    expect(await cacheAt(0).getOrLoad(name, numbers, source(7).load)).toBe(7);
    expect(await stored(name)).toContain('{"value":7}');
  });

  it('is mended without a head, and in a key of another type', async () => {
    const [text, hash] = [fresh(), fresh()];
    await put(text, 'no head at all');
    await redis.run((client) => client.hSet(keys.cached(hash).value, 'field', 'value'));
    for (const name of [text, hash]) {
      expect(await cacheAt(0).getOrLoad(name, numbers, source(7).load)).toBe(7);
      expect(await cacheAt(1).getOrLoad(name, numbers, source(7).load)).toBe(7);
    }
    expect(await stored(text)).toContain('{"value":7}');
  });
});
