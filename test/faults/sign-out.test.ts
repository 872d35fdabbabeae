import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { held } from '../support/held-request.js';
import { testRedis } from '../support/redis.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';

/** Of ten, pages promise six; MySQL is asked for more, and can be held meanwhile. */
const MORE_THAN_PROMISED = 7;
const ROUNDS = rounds(20, { full: 1000 });
const PASSWORD = 'nine tents by the lake';
const NEW_PASSWORD = 'eleven kettles on the hob';

/**
 * A request of the same session is held inside the shop by a table lock, after it has read its session and before it
 * writes it; its session ends meanwhile. So every round hits the window.
 */
describe('a session that ends while another request is under way', () => {
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

  const during = (request: () => Promise<Answer>, meanwhile: () => Promise<void>) =>
    held(shop.database, locker, request, meanwhile);

  const cartOf = async (shopper: Shopper) =>
    ((await shopper.get('/cart.js')).json() as { items: { key: string; quantity: number }[] }).items.map(
      ({ key, quantity }) => ({ key, quantity }),
    );

  /** Signs in afresh, looks at the cart, and signs out. */
  async function cartAgain(email: string, password: string) {
    const desk = shop.shopper();
    expect((await desk.post('/account/login', { email, password })).status).toBe(303);
    const cart = await cartOf(desk);
    expect((await desk.post('/account/logout')).status).toBe(303);
    return cart;
  }

  it(`a page that shows the cart and takes the message never brings the session back (${ROUNDS} rounds)`, async () => {
    let hits = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const shopper = await member(`shows-the-cart-${round}`);
      expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
      const tab = shopper.twin();
      const answer = await during(
        () => tab.twin().get('/cart'),
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
    figure('sessions back after a sign-out while a page was made', `0 of ${hits}`);
  });

  /** What ends the session of a tab: `browser` is the tab's own, `phone` another device of the same customer. */
  const endings: [string, string, (browser: Shopper, phone: Shopper) => Promise<Answer>][] = [
    ['its sign-out', PASSWORD, (browser) => browser.post('/account/logout')],
    ['a phone that ends all others', PASSWORD, (_, phone) => phone.post('/account/sessions/end-others')],
    [
      'a phone that changes the password',
      NEW_PASSWORD,
      (_, phone) =>
        phone.post('/account/password', { current_password: PASSWORD, new_password: NEW_PASSWORD }),
    ],
  ];
  it.each(endings)(
    `an add that was under way during %s is refused and changes nothing (${ROUNDS} rounds)`,
    async (what, password, end) => {
      let hits = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const name = `${what.replaceAll(' ', '-')}-${round}`;
        const shopper = await member(name);
        const email = `${name}@example.com`;
        expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
        const before = await cartOf(shopper);
        expect(before).toMatchObject([{ quantity: 1 }]);
        const phone = shop.shopper();
        expect((await phone.post('/account/login', { email, password: PASSWORD })).status).toBe(303);
        const tab = shopper.twin();
        const answer = await during(
          () => tab.twin().post('/cart/add', { id: shop.variant('ten-left'), quantity: MORE_THAN_PROMISED }),
          async () => {
            expect((await end(shopper, phone)).status).toBe(303);
            hits += 1;
          },
        );
        expect(answer.status).toBe(409);
        expect(await isSignedIn(tab)).toBe(false);
        await phone.post('/account/logout');
        expect(await sessions()).toEqual([]);
        expect(await cartAgain(email, password)).toEqual(before);
      }
      expect(hits).toBe(ROUNDS);
      figure(`carts changed by an add that was under way during ${what}`, `0 of ${hits}`);
    },
  );
});
