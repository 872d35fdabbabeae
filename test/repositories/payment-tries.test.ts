import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledForm } from '../../scripts/bench/page-form.js';
import { keys } from '../../src/platform/redis/keys.js';
import { PaymentTries } from '../../src/shop/checkout/payment-tries.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { saveProducts, variantIdsOf } from '../support/save-products.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { testProducts } from '../support/test-products.js';
import { audit } from './orders-shop.js';

const PAYMENT = '/checkout/payment';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let redis: Awaited<ReturnType<typeof testRedis>>;
let plenty: number;
beforeAll(async () => {
  redis = await testRedis();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  [plenty] = variantIdsOf(await saveProducts(web.app, testProducts)).get('plenty') as [number];
});
afterAll(async () => {
  expect(await audit(db.database)).toEqual({});
  await web.close();
  await redis.close();
  await db.drop();
});

/** The review of a shopper with a cart, to be paid with this test card. */
async function payingWith(shopper: Shopper, card: string): Promise<Record<string, string>> {
  await reachReview(shopper);
  const form = filledForm((await shopper.get(PAYMENT)).text, PAYMENT);
  await shopper.post(PAYMENT, { ...form, payment_method: `test_card_${card}` });
  return reachReview(shopper);
}

async function withCart(): Promise<Shopper> {
  const shopper = new Shopper(web.url);
  await shopper.post('/cart/add', { id: plenty, quantity: 1 });
  return shopper;
}

describe('payments that do not go through', () => {
  it('are ten in a quarter of an hour for one cart; the next one is asked to wait, and nothing is ordered', async () => {
    const shopper = await withCart();
    for (let nth = 0; nth < 10; nth += 1) {
      const answer = await placeOrder(shopper, await payingWith(shopper, 'decline'));
      expect([answer.status, answer.headers.location]).toEqual([303, PAYMENT]);
    }
    const review = await payingWith(shopper, 'approve');
    const answer = await placeOrder(shopper, review);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBe(900);
    expect(answer.text).toContain('Nothing was ordered or charged just now');
    const rows = await db.database.query('SELECT id FROM orders WHERE checkout_token = ?', [
      review['checkout_token'],
    ]);
    expect(rows).toEqual([]);
    expect(((await shopper.get('/cart.js')).json() as { item_count: number }).item_count).toBe(1);
  });

  it('are one, however often its button is pressed', async () => {
    const shopper = await withCart();
    const review = await payingWith(shopper, 'confirm');
    for (let nth = 0; nth < 15; nth += 1) expect((await placeOrder(shopper, review)).status).toBe(303);
  });

  it('are not those that go through', async () => {
    const shopper = await withCart();
    for (let nth = 0; nth < 12; nth += 1) {
      const answer = await placeOrder(shopper, await payingWith(shopper, 'approve'));
      expect(answer.headers.location).toMatch(/^\/orders\//);
      await shopper.post('/cart/add', { id: plenty, quantity: 1 });
    }
  });

  it('are not those whose owner confirms them on another page, of which nobody hears who counts', async () => {
    const shopper = await withCart();
    for (let nth = 0; nth < 12; nth += 1) {
      const answer = await placeOrder(shopper, await payingWith(shopper, 'confirm'));
      expect(answer.status).toBe(303);
      const page = answer.headers.location!;
      expect((await shopper.post(page, { decision: 'yes' })).headers.location).toMatch(/^\/orders\//);
      await shopper.post('/cart/add', { id: plenty, quantity: 1 });
    }
  });

  it('are ten again when their owners say no there', async () => {
    const shopper = await withCart();
    for (let nth = 0; nth < 10; nth += 1) {
      const answer = await placeOrder(shopper, await payingWith(shopper, 'confirm'));
      await shopper.post(answer.headers.location!, { decision: 'no' });
    }
    expect((await placeOrder(shopper, await payingWith(shopper, 'approve'))).status).toBe(429);
  });

  it('count on while their goods are set aside for longer: nobody sets aside more by waiting', async () => {
    const tries = web.app.get(PaymentTries);
    const nth = (n: number) => ({ token: `token-${n}`, cartId: 'cart-of-tries', address: '192.0.2.77' });
    for (let n = 0; n < 10; n += 1) expect(await tries.begin(nth(n))).toBeNull();
    await redis.run((client) => client.del(keys.paymentTries('cart', 'cart-of-tries')));
    for (let n = 0; n < 10; n += 1) await tries.goesOn(nth(n));
    expect(await tries.begin(nth(10))).toBe(900);
  });
});
