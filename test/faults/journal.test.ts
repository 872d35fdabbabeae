import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Crowd } from '../support/crowd.js';
import { DURABLE } from '../support/own-redis.js';
import { RedisPair } from '../../scripts/rig/redis-pair.js';
import { TestShop } from '../support/shop.js';
import { figure, isFull, rounds } from '../support/tier.js';

const SIZE = isFull ? { clients: 200, deedsPerSecond: 100 } : { clients: 60, deedsPerSecond: 60 };
const ROUNDS = rounds(1, { full: 20 });
const CALM_MS = 2500;

/** Each leaves the link well, and Redis with all that it has acknowledged. */
const TROUBLES: Record<string, (redis: RedisPair) => Promise<void>> = {
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
  'memory full': async ({ primaryClient }) => {
    await primaryClient.configSet({ maxmemory: '1mb', 'maxmemory-policy': 'noeviction' });
    await pause(2000);
    await primaryClient.configSet({ maxmemory: '0' });
  },
  'a role swap': async (redis) => {
    await redis.swapRoles();
    await pause(1000);
    redis.moveEndpoint();
  },
  'a kill and a restart': async ({ server }) => {
    await server.kill();
    await pause(500);
    await server.restart();
  },
};

/** Many shoppers keep a journal of what the shop acknowledged while its link to Redis fails in every way (F1). */
describe('what was acknowledged', () => {
  let redis: RedisPair;
  let shop: TestShop;
  let crowd: Crowd;

  beforeAll(async () => {
    redis = await RedisPair.start(DURABLE);
    shop = await TestShop.open({ instances: 3, redis: redis.url });
    crowd = new Crowd(shop, SIZE);
    await crowd.register();
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  /** People go on while the shop finds Redis again. */
  async function calm(): Promise<void> {
    crowd.tally.goingOn = 'calm';
    await pause(CALM_MS);
  }

  async function trouble(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, begin] of Object.entries(TROUBLES)) {
        await calm();
        crowd.tally.goingOn = name;
        await begin(redis);
      }
    await calm();
  }

  it('is there, on every one of three instances, whatever happened on the way', async () => {
    const { tally } = crowd;
    crowd.goOut();
    await trouble();
    await crowd.goHome();
    await crowd.audit();
    crowd.report();
    figure(`acknowledged but absent effects of ${SIZE.clients} clients`, tally.wrong.length);
    expect(tally.wrong).toEqual([]);
    expect(tally.odd).toEqual([]);
    for (const name of Object.keys(TROUBLES))
      expect(tally.counts.get(name)?.no.size, name).toBeGreaterThan(0);
  });

  it('as an order is one order', async () => {
    const rows = await shop.database.query<{ token: string }>('SELECT token FROM orders');
    expect(rows.map(({ token }) => `/orders/${token}`).toSorted()).toEqual(crowd.orders.toSorted());
  });
});
