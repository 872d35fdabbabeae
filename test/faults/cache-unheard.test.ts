import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CacheChanges } from '../../src/platform/cache/cache-changes.js';
import { MissedChanges } from '../../src/platform/cache/missed-changes.js';
import { Clock } from '../../src/platform/clock/clock.js';
import type { OutboxRelay } from '../../src/platform/outbox/outbox-relay.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { cacheInstance, type CacheInstance } from '../support/cache-fleet.js';
import { testDatabase } from '../support/database.js';
import { FailingRedis, frozen, killed, type Outage } from '../support/failing-redis.js';
import { figure, outages } from '../support/tier.js';
import { until } from '../support/until.js';

const KEEP = { seconds: 600 };
const VALUES = 1000;
const OUTAGES: [string, Outage][] = [
  ['killed', killed],
  ['frozen', frozen],
];

describe.each(OUTAGES)('F17: while L2 is %s', (name, outage) => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: FailingRedis;
  let one: CacheInstance;
  let other: CacheInstance;
  let rows: Map<string, string>;
  let loads: number;

  beforeEach(async () => {
    [db, redis] = [await testDatabase(), await FailingRedis.start()];
    const missed = new MissedChanges(db.database);
    [one, other] = [await cacheInstance(redis.url, missed), await cacheInstance(redis.url, missed)];
    rows = new Map(Array.from({ length: VALUES }, (_, n) => [`thing:${n}`, 'old']));
    await readAll(one);
    await readAll(other);
    loads = 0;
  });
  afterEach(async () => {
    await Promise.all([one?.close(), other?.close()]);
    await redis?.close();
    await db?.drop();
  });

  const load = (key: string) => async () => {
    loads += 1;
    return rows.get(key)!;
  };
  async function readAll({ cache }: CacheInstance): Promise<string[]> {
    const found: string[] = [];
    // No more at a time than may wait for a load.
    for (const key of rows.keys()) found.push(await cache.getOrLoad(key, KEEP, load(key)));
    return found;
  }

  /** As services change things: in a transaction that says what it makes untrue. */
  async function change(key: string): Promise<void> {
    const outbox = new OutboxService(new Clock(), new OutboxRepository(db.database));
    const changes = new CacheChanges(db.database, outbox, {} as OutboxRelay, one.cache);
    await db.database.transaction(async (tx) => {
      await changes.forgetAfter(tx, [key]);
      rows.set(key, 'new');
    });
  }

  it.each(outages(3, { full: 30 }))(
    'what a process holds stays good, for %i s and afterwards',
    async (seconds) => {
      await outage.begin(redis);
      const ends = performance.now() + seconds * 1000;
      while (performance.now() < ends) {
        await readAll(one);
        await pause(50);
      }
      expect(loads).toBe(0);
      await outage.end(redis);
      await until('changes are told again', async () => one.cache.isHearing);
      await readAll(one);
      figure(`loads of ${VALUES} values that were held, L2 ${name} for ${seconds} s and back`, loads);
      expect(loads).toBe(0);
    },
  );

  it('a change is seen by others within two seconds, and costs nothing but its own load', async () => {
    await outage.begin(redis);
    await until('changes go untold', async () => !other.cache.isHearing);
    await change('thing:7');
    const changed = performance.now();
    await until('the other one has it', async () => (await readAll(other))[7] === 'new', 3);
    const took = performance.now() - changed;
    figure(`a change is seen by others, L2 ${name}, after`, `${Math.round(took)} ms`);
    expect(took).toBeLessThan(2000);
    expect(loads).toBe(1);
    await outage.end(redis);
  });
});
