import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../src/platform/redis/keys.js';
import { failing, fresh, head, KEEP, source, threeCaches } from '../support/three-caches.js';
import { until } from '../support/until.js';

let all: Awaited<ReturnType<typeof threeCaches>>;
beforeAll(async () => void (all = await threeCaches()));
afterAll(() => all?.close());
beforeEach(() => all.empty());

const readAll = (name: string, from: () => Promise<unknown>) =>
  Promise.all(all.caches.map((cache) => cache.getOrLoad(name, KEEP, from)));

describe('those that serve visitors', () => {
  it('acknowledge what they serve: "live on 3 of 3"', async () => {
    for (const cache of all.caches) cache.join();
    const generation = (await all.cacheAt(0).forget(fresh()))!;
    await until('all serve it', async () => {
      const liveness = await all.cacheAt(0).liveness(generation);
      return liveness?.live === 3 && liveness.of === 3;
    });
    expect(await all.cacheAt(1).liveness(generation + 1)).toEqual({ live: 0, of: 3 });
  });

  it('count on, when Redis was emptied in between', async () => {
    for (const cache of all.caches) cache.join();
    const before = (await all.cacheAt(0).forget(fresh()))!;
    await all.redis.run((client) => client.flushDb());
    const after = (await all.cacheAt(0).forget(fresh()))!;
    expect(after).toBeGreaterThan(before);
  });

  it('hear nothing of names that another version announces in words of its own, and ask L2 again', async () => {
    const name = fresh();
    await readAll(name, source('old').load);
    await all.put(name, `${head(600_000)}{"value":"new"}`);
    expect(await readAll(name, failing)).toEqual(['old', 'old', 'old']);
    await all.redis.run((client) => client.publish(keys.cacheChannel, 'changed: everything'));
    const areNew = async () => (await readAll(name, failing)).every((value) => value === 'new');
    await until('all ask L2', areNew, 1);
  });
});

describe('a Redis that', () => {
  it('was emptied costs the source nothing while processes hold what it held', async () => {
    const [name, { load }] = [fresh(), source({ title: 'Mug' })];
    const values = await readAll(name, load);
    await all.redis.run((client) => client.flushDb());
    expect(await readAll(name, failing)).toEqual(values);
  });

  it('lost the word of a change is found out within three seconds', async () => {
    const [name, old] = [fresh(), source('old')];
    expect(await all.cacheAt(1).getOrLoad(name, KEEP, old.load)).toBe('old');
    const others = all.cacheAt(0);
    await others.forget(fresh());
    // As an announcement does, but for the message.
    await all.redis.run((client) => client.del(keys.cached(name).value));
    await all.redis.run((client) => client.incr(keys.cacheFleet.generation));
    const seen = async () => (await all.cacheAt(1).getOrLoad(name, KEEP, source('new').load)) === 'new';
    await until('it asks L2 again', seen, 3);
  });
});
