import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../../scripts/rig/buying.js';
import { giftCardKey } from '../../src/core/credit/gift-card-code.js';
import { codeHash } from '../../src/shop/credit/credit.service.js';
import { atTheButton } from '../support/at-the-button.js';
import { insertGiftCard } from '../support/credit.js';
import { countOrders, ONE_ORDER, placePatiently } from '../support/order-count.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';
import { chances, figure, rounds } from '../support/tier.js';

const ROUNDS = rounds(20, { full: 100 });
const AT_ONCE = 4;
const MOST_MS = 50;

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 2 });
  await shop.startWorker();
});
afterAll(() => shop?.close());

/** Of 10.00, to be used; and how much is left of it. */
async function aCard() {
  const code = await insertGiftCard(shop.database, 1000);
  const left = 'SELECT balance FROM credit_accounts WHERE code_hash = ?';
  const values = [codeHash(giftCardKey(code)!)];
  return {
    code,
    balance: async () => (await shop.database.query<{ balance: number }>(left, values))[0]!.balance,
  };
}

/** Killed so many milliseconds after the button was pressed; then the shopper presses it again, elsewhere. */
async function killedAfter(ms: number, usesCard: boolean): Promise<'before' | 'between' | 'after'> {
  const victim = await shop.another({});
  const card = usesCard ? await aCard() : null;
  const { shopper, review } = await atTheButton(shop, 'plenty', card && card.code);
  const oneOrder = { ...ONE_ORDER, tenders: usesCard ? 2 : 1 };
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
      return isDeepStrictEqual({ ...(await countOrders(shop, token)) }, oneOrder);
    },
    15,
  );
  // By the worker, where whoever took the payment was killed before the cart could be emptied.
  const inCart = async () => ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;
  await until('the cart is empty', async () => (await inCart()) === 0, 25);
  expect(await card?.balance()).toBe(card ? 0 : undefined);
  if (status === 303) return 'after';
  return recorded === 1 ? 'between' : 'before';
}

describe('F3: a web process that is killed while it places an order', () => {
  it(`leaves one order, one charge and one mail, and takes a gift card once, ${ROUNDS} times at any moment of the first ${MOST_MS} ms`, async () => {
    const chance = chances();
    const met = { before: 0, between: 0, after: 0 };
    for (let round = 0; round < ROUNDS; round += AT_ONCE) {
      const moments = Array.from({ length: Math.min(AT_ONCE, ROUNDS - round) }, () => chance() * MOST_MS);
      for (const when of await Promise.all(moments.map((ms, nth) => killedAfter(ms, nth % 2 === 1))))
        met[when] += 1;
    }
    figure('F3 killed before the order was recorded, in between, and after the answer', JSON.stringify(met));
    expect(met.before + met.between).toBeGreaterThan(0);
  });
});
