import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailingRedis } from '../support/failing-redis.js';
import type { Answer, Shopper } from '../support/shopper.js';
import { TestShop } from '../support/shop.js';

const PASSWORD = 'nine tents by the lake';

/** How often a request waits for the Redis of sessions and carts, and what it sends, at most. */
interface Price {
  roundTrips: number;
  commands: number;
}

/** What it costs now; the aim for every page with a session is one round trip of at most three commands (F27). */
const PAGES: Record<string, Price> = {
  '/products/plenty': { roundTrips: 2, commands: 3 },
  '/search?q=plenty': { roundTrips: 2, commands: 3 },
  '/cart': { roundTrips: 2, commands: 6 },
  '/cart.js': { roundTrips: 2, commands: 6 },
  '/checkout/contact': { roundTrips: 3, commands: 8 },
};
const ACCOUNT: Price = { roundTrips: 2, commands: 3 };
const CHANGES: Record<string, Price> = {
  add: { roundTrips: 3, commands: 3 },
  'first add': { roundTrips: 4, commands: 4 },
  'sign-in': { roundTrips: 8, commands: 14 },
};

/** What a request costs, counted on the wire: what is sent before any answer is one round trip. */
describe('a request waits for Redis', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  let guest: Shopper;
  let member: Shopper;
  const account = { email: 'ada@example.com', password: PASSWORD };

  beforeAll(async () => {
    redis = await FailingRedis.start();
    shop = await TestShop.open({ redis: redis.url });
    [guest, member] = [shop.shopper(), shop.shopper()];
    expect((await member.post('/account/register', account)).status).toBe(303);
    for (const shopper of [guest, member]) expect((await add(shopper)).status).toBe(303);
    for (const shopper of [guest, member])
      for (const path of [...Object.keys(PAGES), '/account']) await shopper.get(path);
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  const add = (who: Shopper) => who.post('/cart/add', { id: shop.variant('plenty') });

  async function costs(price: Price, status: number, deed: () => Promise<Answer>): Promise<void> {
    let answered = 0;
    const { roundTrips, commands } = await redis.link.during(async () => {
      answered = (await deed()).status;
    });
    const sent = commands.map((words) => words.slice(0, 2).join(' '));
    expect(answered).toBe(status);
    expect(roundTrips, sent.join('\n')).toBeLessThanOrEqual(price.roundTrips);
    expect(commands.length, sent.join('\n')).toBeLessThanOrEqual(price.commands);
  }

  it.each(Object.entries(PAGES))('for %s, as a guest with a cart and signed in', async (path, price) => {
    await costs(price, 200, () => guest.get(path));
    await costs(price, 200, () => member.get(path));
  });

  it('for the account', () => costs(ACCOUNT, 200, () => member.get('/account')));

  it('not at all without a cookie', async () => {
    for (const path of Object.keys(PAGES).filter((page) => page !== '/checkout/contact'))
      await costs({ roundTrips: 0, commands: 0 }, 200, () => shop.shopper().get(path));
  });

  it('for changes', async () => {
    await costs(CHANGES['add']!, 303, () => add(guest));
    await costs(CHANGES['first add']!, 303, () => add(shop.shopper()));
    const signIn = async () => {
      const other = shop.shopper();
      await add(other);
      return () => other.post('/account/login', account);
    };
    await (
      await signIn()
    )();
    await costs(CHANGES['sign-in']!, 303, await signIn());
  });
});
