import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testRedis } from '../support/redis.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import type { Answer, Shopper } from '../support/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const ROUNDS = rounds(20, { full: 1000 });
const PASSWORD = 'nine tents by the lake';

/**
 * A request of the same session is held inside the shop by a table lock, after it has read its session and before it
 * writes it; the sign-out passes meanwhile. So every round hits the window.
 */
describe('signing out while another request is under way', () => {
  let shop: TestShop;
  let redis: RedisLink;
  let locker: Connection;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 2 });
    redis = await testRedis();
    locker = await createConnection(shop.databaseUrl);
  });
  afterAll(async () => {
    await locker?.end();
    await redis?.close();
    await shop?.close();
  });

  async function member(name: string): Promise<Shopper> {
    const shopper = shop.shopper();
    const answer = await shopper.post('/account/register', {
      email: `${name}@example.com`,
      password: PASSWORD,
    });
    expect(answer.status).toBe(303);
    return shopper;
  }

  const isSignedIn = async (shopper: Shopper) => (await shopper.get('/account')).status === 200;
  const sessions = () => redis.run((client) => client.keys('session:*'));

  /** Runs `meanwhile` while `request` waits for the table that it needs. */
  async function during(request: () => Promise<Answer>, meanwhile: () => Promise<void>): Promise<Answer> {
    await locker.query('LOCK TABLES variants WRITE');
    const answer = request();
    await until('the request waits for the table', async () => {
      const sql = `SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state LIKE 'Waiting for table%'`;
      const rows = await shop.database.query(sql);
      return rows.length > 0;
    });
    try {
      await meanwhile();
    } finally {
      await locker.query('UNLOCK TABLES');
    }
    return answer;
  }

  const requests: [string, (shopper: Shopper) => Promise<Answer>][] = [
    [
      'adds to the cart and leaves a message',
      (shopper) => shopper.post('/cart/add', { id: shop.variant('plenty') }),
    ],
    ['shows the cart and takes the message', (shopper) => shopper.get('/cart')],
  ];
  it.each(requests)(
    `a request that %s never brings the session back (${ROUNDS} rounds)`,
    async (what, request) => {
      let hits = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const shopper = await member(`${what.replaceAll(' ', '-')}-${round}`);
        expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
        const tab = shopper.twin();
        const answer = await during(
          () => request(tab.twin()),
          async () => {
            expect((await shopper.post('/account/logout')).status).toBe(303);
            hits += 1;
          },
        );
        expect(answer.status).toBeLessThan(500);
        expect(await isSignedIn(tab)).toBe(false);
        expect(await sessions()).toEqual([]);
      }
      expect(hits).toBe(ROUNDS);
      figure(`sessions back after a sign-out during a request that ${what}`, `0 of ${hits}`);
    },
  );
});
