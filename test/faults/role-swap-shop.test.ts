import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Crowd } from '../support/crowd.js';
import { DURABLE } from '../support/own-redis.js';
import { RedisPair } from '../../scripts/rig/redis-pair.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';

const ROUNDS = rounds(1, { full: 20 });
/** Few: who is refused asks again at once, and the machine must not be what is slow. */
const SIZE = { clients: 6, deedsPerSecond: 30 };
/** After the address leads to a node that takes writes. */
const WRITES_BACK_MS = 1000;
/** Between the roles and the address, as a name service is late. */
const ADDRESS_LATE_MS = 700;
const AFTERWARDS_MS = 1500;

const SWAPS = [
  { name: 'in agreement', swap: (pair: RedisPair) => pair.swapRoles() },
  { name: 'each told by itself', swap: (pair: RedisPair) => pair.swapRolesByHand() },
];

/** Shoppers at three instances while the two nodes behind the address of Redis swap their roles (F14). */
describe(`a shop whose Redis nodes swap their roles, ${ROUNDS} times`, () => {
  let pair: RedisPair;
  let shop: TestShop;
  let crowd: Crowd;

  beforeAll(async () => {
    pair = await RedisPair.start(DURABLE);
    shop = await TestShop.open({ instances: 3, redis: pair.url });
    crowd = new Crowd(shop, SIZE);
    await crowd.register();
  });
  afterAll(async () => {
    await shop?.close();
    await pair?.close();
  });

  /** Milliseconds from the move of the address until every instance changes carts. */
  async function swapAndMove(swap: (pair: RedisPair) => Promise<void>): Promise<number> {
    await swap(pair);
    await pause(ADDRESS_LATE_MS);
    pair.moveEndpoint();
    const back = await crowd.timeUntilBack();
    await pause(AFTERWARDS_MS);
    await pair.rejoin();
    return back;
  }

  it.each(SWAPS)(
    '$name: says no where it cannot write, and never yes without; writes are back within a second',
    async ({ name, swap }) => {
      const { tally } = crowd;
      tally.goingOn = name;
      const backs: number[] = [];
      crowd.goOut();
      for (let round = 0; round < ROUNDS; round += 1) backs.push(await swapAndMove(swap));
      await crowd.goHome();
      await crowd.audit();
      crowd.report();
      figure(
        `milliseconds until every instance writes again after roles were swapped ${name}`,
        Math.max(...backs).toFixed(0),
      );
      expect(tally.wrong).toEqual([]);
      expect(tally.odd).toEqual([]);
      expect(Math.max(...backs)).toBeLessThan(WRITES_BACK_MS);
      expect(tally.counts.get(name)?.no.get('add')).toBeGreaterThan(0);
      expect(tally.counts.get(name)?.yes.get('add')).toBeGreaterThan(0);
    },
  );
});
