import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada, filledForm } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { countOrders, ONE_ORDER, placePatiently } from '../support/order-count.js';
import { TestShop } from '../support/shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { testServer } from '../support/test-server.js';
import { figure, rounds } from '../support/tier.js';
import { audit } from '../repositories/orders-shop.js';

const ROUNDS = rounds(20, { full: 100 });
const PAYMENT = '/checkout/payment';

let link: FaultProxy;
let shop: TestShop;
beforeAll(async () => {
  link = await FaultProxy.before(testServer('TEST_DATABASE_URL'));
  shop = await TestShop.open({ instances: 3, mysql: link.url });
});
afterAll(async () => {
  await link?.pass();
  const wrong = await audit(shop.database);
  await shop.close();
  await link.close();
  expect(wrong).toEqual({});
});

/** At the last button, with one piece of something counted in the cart, to be paid by a card that is approved. */
async function atTheButton(): Promise<{ shopper: Shopper; review: Record<string, string> }> {
  const shopper = shop.shopper();
  const added = await shopper.post('/cart/add', { id: shop.variant('ten-left'), quantity: 1 });
  expect(added.status).toBe(303);
  await reachReview(shopper);
  const form = filledForm((await shopper.get(PAYMENT)).text, PAYMENT);
  expect((await shopper.post(PAYMENT, { ...form, payment_method: 'test_card_approve' })).status).toBe(303);
  return { shopper, review: await reachReview(shopper) };
}

const tokenOf = (review: Record<string, string>) => review['checkout_token']!;

describe('F3: one checkout is one order', () => {
  it(`when MySQL commits and its answer is lost, one to three times in a row, ${ROUNDS} rounds`, async () => {
    let unsure = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await shop.setStock('ten-left', 10);
      const { shopper, review } = await atTheButton();
      await link.dropReply({ after: /COMMIT$/, times: 1 + (round % 3), ending: 'reset' });
      const { last, statuses } = await placePatiently(shopper, review);
      await link.pass();
      unsure += statuses.filter((status) => status >= 500).length;
      expect([last.status, last.headers.location], `round ${round}: ${statuses.join(' ')}`).toEqual([
        303,
        expect.stringMatching(/^\/orders\//),
      ]);
      expect((await shopper.get(last.headers.location!)).status).toBe(200);
      expect(await countOrders(shop, tokenOf(review)), `round ${round}`).toEqual(ONE_ORDER);
      expect(await shop.available('ten-left')).toBe(9);
      await endOrders();
    }
    figure('F3 answers that said nobody knows, before the order was shown', unsure);
    expect(unsure).toBeGreaterThan(0);
  });

  it(`when a second tab changes the address and both press the button, ${ROUNDS} rounds`, async () => {
    const told = { changed: 0, conflict: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      await shop.setStock('ten-left', 10);
      const { shopper, review } = await atTheButton();
      const tab = shopper.twin();
      const contact = filledForm((await tab.get('/checkout/contact')).text, '/checkout/contact');
      await tab.post('/checkout/contact', { ...contact, address1: `${round} Other Street` });
      const later = await reachReview(tab, { ...ada, 'address-line1': `${round} Other Street` });
      const [first, second] = await Promise.all([placeOrder(shopper, review), placeOrder(tab, later)]);
      expect(second.status, `round ${round}`).toBe(303);
      expect(first.status, `round ${round}`).toBe(409);
      told[first.text.includes('checkout_token') ? 'changed' : 'conflict'] += 1;
      expect(await countOrders(shop, tokenOf(review)), `round ${round}`).toEqual(ONE_ORDER);
      const [order] = await shop.database.query<{ street: string }>(
        `SELECT JSON_UNQUOTE(JSON_EXTRACT(shipping_address, '$.address1')) AS street FROM orders WHERE checkout_token = ?`,
        [tokenOf(review)],
      );
      expect(order!.street).toBe(`${round} Other Street`);
      await endOrders();
    }
    figure('F3 first tabs told that something changed, or that the order is there', JSON.stringify(told));
  });
});

/** Orders of the rounds before hold stock that the next one counts. */
async function endOrders(): Promise<void> {
  await shop.database.execute(`UPDATE orders SET state = 'fulfilled', fulfilment_state = 'fulfilled'`);
  await shop.database.execute('UPDATE order_lines SET dropped = quantity - shipped');
  await shop.database.execute('UPDATE stock_levels SET reserved = 0');
}
