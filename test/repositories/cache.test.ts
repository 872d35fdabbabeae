import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CacheService } from '../../src/platform/cache/cache.service.js';
import { keys } from '../../src/platform/redis/keys.js';
import { failing, fresh, KEEP, source, threeCaches } from '../support/three-caches.js';
import { rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const READERS = 300;
/** F19: keys that change under their readers. */
const CHANGED = rounds(200, { full: 1000 });
/** Of them; a process refuses more than 220 loads at a time. */
const AT_ONCE = 100;

let all: Awaited<ReturnType<typeof threeCaches>>;
beforeAll(async () => void (all = await threeCaches()));
afterAll(() => all?.close());
beforeEach(() => all.empty());

describe('a value', () => {
  it('is loaded once, and comes from the other tiers afterwards, null too', async () => {
    for (const value of [{ title: 'Mug' }, null, 0, '', false]) {
      const [name, { asked, load }] = [fresh(), source(value)];
      for (const cache of [...all.caches, ...all.caches])
        expect(await cache.getOrLoad(name, KEEP, load)).toEqual(value);
      expect(asked.count).toBe(1);
    }
  });

  it('costs L2 nothing while L1 holds it', async () => {
    const [name, { load }] = [fresh(), source(1)];
    await all.cacheAt(0).getOrLoad(name, KEEP, load);
    await all.redis.run((client) => client.flushDb());
    expect(await all.cacheAt(0).getOrLoad(name, KEEP, failing)).toBe(1);
  });

  it('F18: is loaded by one of the fleet, however many ask at once', async () => {
    const [name, { asked, load }] = [fresh(), source('value', 200)];
    const read = (reader: number) => all.cacheAt(reader).getOrLoad(name, KEEP, load);
    const found = await Promise.all(Array.from({ length: READERS }, (_, reader) => read(reader)));
    expect(new Set(found)).toEqual(new Set(['value']));
    expect(asked.count).toBe(1);
  });

  it('is not kept when its load failed, and the next one tries again', async () => {
    const name = fresh();
    await expect(all.cacheAt(0).getOrLoad(name, KEEP, failing)).rejects.toThrow('away');
    expect(await all.cacheAt(1).getOrLoad(name, KEEP, source(2).load)).toBe(2);
  });

  it('F18: ends at different moments though it was stored at one', async () => {
    const names = Array.from({ length: 200 }, fresh);
    await Promise.all(names.map((name) => all.cacheAt(0).getOrLoad(name, KEEP, source(1).load)));
    // They are put into L2 behind the answers.
    const texts = await until('all are stored', async () => {
      const found = await Promise.all(names.map(all.stored));
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
    await all.cacheAt(0).getOrLoad(name, keep, load);
    await until('it is stored', async () => (await all.stored(name)) !== null);
    for (const cache of all.caches) expect(await cache.getOrLoad(name, keep, load)).toBe('lasting');
    expect(asked.count).toBe(1);
  });
});

describe('a change', () => {
  it('is seen on all instances, by who forgets', async () => {
    const name = fresh();
    for (const cache of all.caches) await cache.getOrLoad(name, KEEP, source('old').load);
    expect(await all.cacheAt(0).forget(name)).not.toBeNull();
    expect(await all.cacheAt(0).getOrLoad(name, KEEP, source('new').load)).toBe('new');
    for (const cache of all.caches)
      await until(
        'the new value',
        async () => (await cache.getOrLoad(name, KEEP, source('new').load)) === 'new',
        1,
      );
  });

  it('is in place at once by write-through, for all', async () => {
    const name = fresh();
    for (const cache of all.caches) await cache.getOrLoad(name, KEEP, source('old').load);
    await all.cacheAt(0).writeThrough(name, KEEP, source('new').load);
    expect(await all.stored(name)).toContain('"new"');
    expect(await all.cacheAt(0).getOrLoad(name, KEEP, failing)).toBe('new');
    for (const cache of all.caches)
      await until('the new value', async () => (await cache.getOrLoad(name, KEEP, failing)) === 'new', 1);
  });

  it('F19: cuts off a load that began before it', async () => {
    const name = fresh();
    let answer = (_value: string): void => {};
    const slow = all
      .cacheAt(0)
      .getOrLoad(name, KEEP, () => new Promise<string>((resolve) => (answer = resolve)));
    await until('the lease', async () => all.redis.run((client) => client.exists(keys.cached(name).lease)));
    await all.cacheAt(1).forget(name);
    answer('old');
    expect(await slow).toBe('old');
    expect(await all.stored(name)).toBeNull();
    for (const cache of all.caches) expect(await cache.getOrLoad(name, KEEP, source('new').load)).toBe('new');
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
      await all.cacheAt(reader).getOrLoad(name, KEEP, load(name));
    }),
  );
  const writers = names.map(async (name, index) => {
    await soon();
    rows.set(name, 'new');
    await all.cacheAt(index).forget(name);
  });
  await Promise.all([...readers, ...writers]);
  const stale = async (cache: CacheService) => {
    const found = await Promise.all(names.map((name) => cache.getOrLoad(name, KEEP, load(name))));
    return found.filter((value) => value === 'old').length;
  };
  for (const cache of all.caches) await until('nothing is stale', async () => (await stale(cache)) === 0, 1);
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
        all.caches.flatMap((cache) =>
          tagged.map(({ name, keep, load }) => cache.getOrLoad(name, keep, load)),
        ),
      );
    const counts = () => tagged.map(({ asked }) => asked.count);
    await readAll();
    expect(counts()).toEqual([1, 1, 1, 1]);
    await all.cacheAt(0).forget(shoes);
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
    await all.cacheAt(0).getMany(names.slice(0, 20), KEEP, first.load);
    await all.cacheAt(1).getMany(names.slice(20, 40), KEEP, first.load);
    expect(first.asked).toEqual([names.slice(0, 20), names.slice(20, 40)]);
    const found = await all.cacheAt(0).getMany(names, KEEP, second.load);
    expect(found).toEqual(names.map((name) => `of ${name}`));
    expect(second.asked).toEqual([names.slice(40)]);
    expect(await all.cacheAt(0).getMany(names, KEEP, failing)).toEqual(found);
  });

  it('are null where the source knows none, and stay so', async () => {
    const names = Array.from({ length: 3 }, fresh);
    const { load } = manySource((name) => name !== names[1]);
    const found = [`of ${names[0]}`, null, `of ${names[2]}`];
    expect(await all.cacheAt(0).getMany(names, KEEP, load)).toEqual(found);
    expect(await all.cacheAt(2).getMany(names, KEEP, failing)).toEqual(found);
  });

  it('fail together with their source', async () => {
    await expect(all.cacheAt(0).getMany([fresh(), fresh()], KEEP, failing)).rejects.toThrow('away');
  });
});
