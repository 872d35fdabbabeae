import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledForm } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../support/buying.js';
import { countOrders, ONE_ORDER, placePatiently } from '../support/order-count.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';
import { chances, figure, rounds } from '../support/tier.js';

const ROUNDS = rounds(20, { full: 100 });
const AT_ONCE = 4;
const MOST_MS = 50;
const PAYMENT = '/checkout/payment';

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 2 });
});
afterAll(() => shop?.close());

async function atTheButton() {
  const shopper = shop.shopper();
  await shopper.post('/cart/add', { id: shop.variant('plenty'), quantity: 1 });
  await reachReview(shopper);
  const form = filledForm((await shopper.get(PAYMENT)).text, PAYMENT);
  await shopper.post(PAYMENT, { ...form, payment_method: 'test_card_approve' });
  return { shopper, review: await reachReview(shopper) };
}

/** Killed so many milliseconds after the button was pressed; then the shopper presses it again, elsewhere. */
async function killedAfter(ms: number): Promise<'before' | 'between' | 'after'> {
  const victim = await shop.another({});
  const { shopper, review } = await atTheButton();
  const token = review['checkout_token']!;
  // A process that has just started is busy with itself for longer than the moments that are meant.
  for (let nth = 0; nth < 3; nth += 1) await shopper.twin(victim.url).get('/checkout/review');
  const pressed = placeOrder(shopper.twin(victim.url), review).then(
    ({ status }) => status,
    () => 0,
  );
  await pause(ms);
  await victim.kill();
  const status = await pressed;
  const recorded = (await countOrders(shop, token)).orders;
  const { last } = await placePatiently(shopper, review);
  expect([last.status, last.headers.location]).toEqual([303, expect.stringMatching(/^\/orders\//)]);
  // One that was recorded and not paid is paid when its owner looks at it, once whoever was asking has had their time.
  await until(
    'it is one order',
    async () => {
      expect((await shopper.get(last.headers.location!)).status).toBe(200);
      return isDeepStrictEqual({ ...(await countOrders(shop, token)) }, ONE_ORDER);
    },
    15,
  );
  expect(((await shopper.get('/cart.js')).json() as { item_count: number }).item_count).toBe(0);
  if (status === 303) return 'after';
  return recorded === 1 ? 'between' : 'before';
}

describe('F3: a web process that is killed while it places an order', () => {
  it(`leaves one order, one charge and one mail, ${ROUNDS} times at any moment of the first ${MOST_MS} ms`, async () => {
    const chance = chances();
    const met = { before: 0, between: 0, after: 0 };
    for (let round = 0; round < ROUNDS; round += AT_ONCE) {
      const moments = Array.from({ length: Math.min(AT_ONCE, ROUNDS - round) }, () => chance() * MOST_MS);
      for (const when of await Promise.all(moments.map(killedAfter))) met[when] += 1;
    }
    figure('F3 killed before the order was recorded, in between, and after the answer', JSON.stringify(met));
    expect(met.before + met.between).toBeGreaterThan(0);
  });
});
