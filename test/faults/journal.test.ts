import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailingRedis } from '../support/failing-redis.js';
import { JournalClient, Tally, type Deed } from '../support/journal-client.js';
import { DURABLE } from '../support/own-redis.js';
import { plainClient } from '../support/redis-monitor.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

const FULL = process.env['FULL'] === '1';
const CLIENTS = FULL ? 200 : 60;
const DEEDS_PER_SECOND = FULL ? 100 : 60;
const ROUNDS = FULL ? 4 : 1;
const CALM_MS = 2500;

/** What people do, in proportion. */
const HABITS: Record<Deed, number> = {
  add: 45,
  'one more': 20,
  remove: 12,
  look: 10,
  'sign-in': 5,
  'sign-out': 4,
  order: 4,
};
const HAT = Object.entries(HABITS).flatMap(([deed, share]) => Array<Deed>(share).fill(deed as Deed));

/** Each leaves the link well, and Redis with all that it has acknowledged. */
const TROUBLES: Record<string, (redis: FailingRedis) => Promise<void>> = {
  'answers lost': async ({ link }) => {
    for (let nth = 0; nth < 6; nth += 1) {
      await link.dropReply({ after: /EVALSHA/i, times: 1 });
      await pause(500);
    }
    await link.pass();
  },
  resets: async ({ link }) => {
    await link.resetEvery(700);
    await pause(2500);
    await link.pass();
  },
  'a black hole': async ({ link }) => {
    await link.blackhole();
    await pause(1000);
    await link.pass();
  },
  'memory full': async ({ server }) => {
    const staff = await plainClient(server.url);
    await staff.configSet({ maxmemory: '1mb', 'maxmemory-policy': 'noeviction' });
    await pause(2000);
    await staff.configSet({ maxmemory: '0' });
    await staff.close();
  },
  'a kill and a restart': async ({ server }) => {
    await server.kill();
    await pause(500);
    await server.restart();
  },
};

/** Many shoppers keep a journal of what the shop acknowledged while its link to Redis fails in every way (F1). */
describe('what was acknowledged', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  const tally = new Tally();
  let clients: JournalClient[];

  beforeAll(async () => {
    redis = await FailingRedis.start(DURABLE);
    shop = await TestShop.open({ instances: 2, redis: redis.url });
    const names = Array.from({ length: CLIENTS }, (_, nth) => `client ${nth}`);
    clients = names.map((name, nth) => new JournalClient(name, shop, tally, nth % 2 === 1));
    for (const client of clients) await client.register();
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  /** One deed after the other, with pauses, until told to stop. */
  async function live(client: JournalClient, stop: AbortSignal): Promise<void> {
    const meanPauseMs = (CLIENTS * 1000) / DEEDS_PER_SECOND;
    while (!stop.aborted) {
      await pause(Math.random() * 2 * meanPauseMs);
      await client.deeds[HAT[Math.floor(Math.random() * HAT.length)]!]();
    }
  }

  /** People go on while the shop finds Redis again. */
  async function calm(): Promise<void> {
    tally.goingOn = 'calm';
    await pause(CALM_MS);
  }

  async function trouble(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, begin] of Object.entries(TROUBLES)) {
        await calm();
        tally.goingOn = name;
        await begin(redis);
      }
    await calm();
  }

  async function everybodyBack(): Promise<void> {
    for (const { found } of shop.instances)
      await until(`${found} is back`, async () => {
        const add = { id: shop.variant('plenty') };
        return (await shop.shopper().twin(found).post('/cart/add.js', add)).status === 200;
      });
  }

  it('is there, on every instance, whatever happened on the way', async () => {
    const stop = new AbortController();
    const lives = clients.map((client) => live(client, stop.signal));
    await trouble();
    stop.abort();
    await Promise.all(lives);
    await everybodyBack();
    for (const client of clients) {
      await client.deeds['sign-in']();
      for (const { found } of shop.instances) await client.look(found);
    }
    report();
    expect(tally.wrong).toEqual([]);
    expect(tally.odd).toEqual([]);
    for (const name of Object.keys(TROUBLES))
      expect(tally.counts.get(name)?.no.size, name).toBeGreaterThan(0);
  });

  it('as an order is one order', async () => {
    const tokens = clients.flatMap(({ orders }) => orders);
    const rows = await shop.database.query<{ token: string }>('SELECT token FROM orders');
    expect(rows.map(({ token }) => `/orders/${token}`).toSorted()).toEqual(tokens.toSorted());
  });

  function report(): void {
    const text = (counts: Map<Deed, number>) =>
      Array.from(counts, ([deed, count]) => `${count} ${deed}`).join(', ') || 'none';
    for (const [name, { yes, no }] of tally.counts)
      console.log(`${name}: acknowledged ${text(yes)}; not: ${text(no)}`);
    console.log(`acknowledged but absent: ${tally.wrong.length}`);
  }
});
