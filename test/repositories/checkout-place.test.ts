import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { shopTurn } from '../../src/shop/cart/cart.js';
import { CartService } from '../../src/shop/cart/cart.service.js';
import { CheckoutService } from '../../src/shop/checkout/checkout.service.js';
import { ClearCartService } from '../../src/shop/checkout/clear-cart.service.js';
import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import type { PlaceOutcome } from '../../src/shop/checkout/place-order.service.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { TestCardsService } from '../../src/shop/payments/test-cards.service.js';
import { testServer } from '../support/test-server.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const kinds = (outcomes: PlaceOutcome[]) =>
  outcomes.reduce<Record<string, number>>((all, { kind }) => ({ ...all, [kind]: (all[kind] ?? 0) + 1 }), {});
const placed = (outcome: PlaceOutcome) => {
  if (outcome.kind !== 'placed') throw new Error(`not placed but ${outcome.kind}`);
  return outcome.order;
};
const itemCount = (cartId: string) => shop.module.get(CartService).itemCount(cartId);

/** Ends all orders so far without a word, so that the next test starts with full shelves. */
async function forgetOrders(): Promise<void> {
  await shop.database.execute(`UPDATE orders SET state = 'cancelled'`);
  await shop.database.execute('UPDATE stock_levels SET reserved = 0');
}

describe('placing an order', () => {
  it('records what was confirmed: amounts, address, lines, tender, mail', async () => {
    const request = await shop.ready({ plenty: 3, jacket: 1 }, 'invoice', { ...ada, country: 'DE' });
    const order = placed(await shop.place(request));
    expect(order).toMatchObject({
      state: 'authorised',
      subtotal: 3 * 1900 + 9000,
      shipping: 0,
      tax: 1083 + 1710,
      total: 14_700 + 2793,
      currency: 'USD',
      taxRateBasisPoints: 1900,
      shippingAddress: { lastName: 'Byron', country: 'DE' },
    });
    expect(order.lines.map((line) => [line.title, line.variantTitle, line.quantity, line.unitPrice])).toEqual(
      [
        ['jacket', 'Moss / S', 1, 9000],
        ['plenty', '', 3, 1900],
      ],
    );
    expect(order.token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await itemCount(request.cartId)).toBe(0);
    expect(await shop.count('outbox', `dedupe_key = 'mail:order-confirmed:${order.number}'`)).toBe(1);
  });

  it('sells ten units to ten of 200 buyers who press the button at once', async () => {
    await shop.setStock('ten-left', 10);
    const requests = [];
    for (let buyer = 0; buyer < 200; buyer += 1) requests.push(await shop.ready({ 'ten-left': 1 }));
    const outcomes = await Promise.all(requests.map((request) => shop.place(request)));
    expect(kinds(outcomes)).toEqual({ placed: 10, sold_out: 190 });
    expect(await shop.stock('ten-left')).toEqual({ onHand: 10, reserved: 10 });
    await forgetOrders();
  });

  it('sells three of ten to three of 40 who want three each; one is left', async () => {
    await shop.setStock('ten-left', 10);
    const requests = [];
    for (let buyer = 0; buyer < 40; buyer += 1) requests.push(await shop.ready({ 'ten-left': 3 }));
    expect(kinds(await Promise.all(requests.map((request) => shop.place(request))))).toEqual({
      placed: 3,
      sold_out: 37,
    });
    expect(await shop.stock('ten-left')).toEqual({ onHand: 10, reserved: 9 });
    expect(await shop.place(await shop.ready({ 'ten-left': 1 }))).toMatchObject({ kind: 'placed' });
  });

  it('makes one order of 50 identical clicks', async () => {
    const request = await shop.ready({ plenty: 2 });
    const before = await shop.count('tenders');
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => shop.place(request)));
    expect(new Set(outcomes.map((outcome) => placed(outcome).number)).size).toBe(1);
    const { number } = placed(outcomes[0]!);
    expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(1);
    expect((await shop.count('tenders')) - before).toBe(1);
    expect(await shop.count('outbox', `dedupe_key LIKE 'mail:%:${number}'`)).toBe(1);
    expect(await itemCount(request.cartId)).toBe(0);
    expect(placed(await shop.place(request)).number).toBe(number);
  });

  it('asks the gateway once for 50 identical clicks on a card', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_approve');
    const authorise = vi.spyOn(shop.module.get(PaymentsService), 'authorise');
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => shop.place(request)));
    expect(kinds(outcomes)).toEqual({ placed: 50 });
    expect(authorise).toHaveBeenCalledTimes(1);
    const [order] = await shop.database.query<{ id: number; state: string }>(
      'SELECT id, state FROM orders WHERE checkout_token = ?',
      [request.token],
    );
    expect(order!.state).toBe('authorised');
    expect(await shop.count('test_card_charges', `idempotency_key = '${order!.id}'`)).toBe(1);
  });

  it('names the first order when the same token comes with other contents', async () => {
    const request = await shop.ready({ plenty: 1 });
    const order = placed(await shop.place(request));
    const other = await shop.place({ ...request, fingerprint: 'f'.repeat(64) });
    expect(other).toMatchObject({ kind: 'conflict', order: { number: order.number } });
    expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(1);
  });

  it('looks like nothing is there for the token of somebody else', async () => {
    const theirs = await shop.ready({ plenty: 1 });
    const mine = await shop.ready({ plenty: 1 });
    expect(await shop.place({ ...mine, token: theirs.token })).toEqual({ kind: 'not_found' });
  });

  it.each([
    ['price', 'UPDATE variants SET price = price + 100 WHERE id = ?'],
    [
      'tax',
      `INSERT INTO tax_zone_taxes (zone_id, category, position, name, rate_millionths)
       SELECT id, 'standard', 1, 'Tax', 10000 FROM tax_zones WHERE country = 'US' AND region = '' AND ? > 0`,
    ],
    [
      'delivery',
      `UPDATE delivery_methods SET price = price + 50, free_from = NULL WHERE id = 'standard' AND ? > 0`,
    ],
    [
      'name',
      `UPDATE products SET title = CONCAT(title, '!') WHERE id = (SELECT product_id FROM variants WHERE id = ?)`,
    ],
  ])('asks again when the %s changed after the review', async (_what, sql) => {
    const request = await shop.ready({ plenty: 1 });
    await shop.database.execute(sql, [shop.variant('plenty')]);
    const outcome = await shop.place(request);
    expect(outcome.kind).toBe('changed');
    expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(0);
    const again = await shop.review(request.cartId);
    expect(again.fingerprint).not.toBe(request.fingerprint);
    expect(placed(await shop.place(again)).total).toBe(
      outcome.kind === 'changed' && outcome.quote.totals.total,
    );
  });

  it('charges what was confirmed, or nothing, while the price changes under 30 buyers', async () => {
    const requests = [];
    for (let buyer = 0; buyer < 30; buyer += 1) requests.push(await shop.ready({ markup: 1 }));
    const [{ price }] = (await shop.database.query<{ price: number }>(
      'SELECT price FROM variants WHERE id = ?',
      [shop.variant('markup')],
    )) as [{ price: number }];
    const raise = shop.database.execute('UPDATE variants SET price = price + 7 WHERE id = ?', [
      shop.variant('markup'),
    ]);
    const [, ...outcomes] = await Promise.all([raise, ...requests.map((request) => shop.place(request))]);
    for (const outcome of outcomes) {
      if (outcome.kind === 'placed') expect(outcome.order.lines[0]!.unitPrice).toBe(price);
      else expect(outcome.kind).toBe('changed');
    }
  });

  it('does not skip steps, and knows an empty cart', async () => {
    const request = await shop.ready({ plenty: 1 });
    const carts = shop.module.get(CartService);
    const bare = carts.newGuestCartId();
    await carts.add(shopTurn(bare), [{ variantId: shop.variant('plenty'), quantity: 1, properties: {} }]);
    expect(await shop.place({ ...request, cartId: bare, token: '' })).toEqual({
      kind: 'incomplete',
      step: 'contact',
    });
    await shop.module.get(CheckoutService).saveDelivery(request.cartId, 'by-owl');
    expect(await shop.place(request)).toEqual({ kind: 'incomplete', step: 'delivery' });
    expect(await shop.place({ ...request, cartId: null, token: '' })).toEqual({ kind: 'empty' });
    expect(await shop.place({ ...request, cartId: carts.newGuestCartId(), token: '' })).toEqual({
      kind: 'empty',
    });
  });

  it('runs the whole transaction again when MySQL chose it as a deadlock victim', async () => {
    const [first, second] = [shop.variant('last-one'), shop.variant('jacket')].toSorted((a, b) => a - b);
    const request = await shop.ready({ 'last-one': 1, jacket: 1 });
    const reserve = vi.spyOn(shop.module.get(InventoryService), 'reserve');
    const [{ name }] = (await shop.database.query<{ name: string }>('SELECT DATABASE() AS name')) as [
      { name: string },
    ];
    const url = new URL(testServer('TEST_DATABASE_URL'));
    url.pathname = `/${name}`;
    const other = await createConnection(url.toString());
    try {
      await other.beginTransaction();
      // Many changed rows make the other transaction the one that MySQL keeps.
      await other.query('UPDATE stock_levels SET on_hand = on_hand WHERE variant_id = ?', [second]);
      await other.query('CREATE TEMPORARY TABLE weight (id INT PRIMARY KEY) ENGINE = InnoDB');
      for (let row = 0; row < 100; row += 1) await other.query('INSERT INTO weight VALUES (?)', [row]);
      const placing = shop.place(request);
      // The order holds the first row now and waits for the second.
      await vi.waitFor(
        async () => {
          const [rows] = await other.query('SHOW FULL PROCESSLIST');
          const running = rows as { db: string; Info: string | null }[];
          const isWaiting = ({ db, Info }: (typeof running)[number]) =>
            db === name && /^\s*UPDATE stock_levels/i.test(Info ?? '');
          expect(running.filter(isWaiting)).toHaveLength(1);
        },
        { timeout: 10_000 },
      );
      await other.query('UPDATE stock_levels SET on_hand = on_hand WHERE variant_id = ?', [first]);
      await other.commit();
      expect(placed(await placing).state).toBe('authorised');
      expect(reserve.mock.calls.length).toBeGreaterThan(1);
    } finally {
      await other.end();
    }
    expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(1);
  });
});

describe('payments', () => {
  it('that are declined leave cart and stock as they were, and can be tried again', async () => {
    const before = await shop.stock('jacket');
    const request = await shop.ready({ jacket: 2 }, 'test_card_decline');
    expect(await shop.place(request)).toEqual({ kind: 'declined' });
    expect(await shop.place(request)).toEqual({ kind: 'declined' });
    expect(await itemCount(request.cartId)).toBe(2);
    expect(await shop.stock('jacket')).toEqual(before);
    await shop.module.get(CheckoutService).savePayment(request.cartId, 'test_card_approve');
    const again = await shop.review(request.cartId);
    expect(again.token).not.toBe(request.token);
    expect(placed(await shop.place(again)).state).toBe('authorised');
    expect(await itemCount(request.cartId)).toBe(0);
  });

  it('that need a confirmation wait for it, and keep the cart until then', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_confirm');
    const outcome = await shop.place(request);
    if (outcome.kind !== 'confirm') throw new Error(outcome.kind);
    expect(await shop.place(request)).toEqual(outcome);
    expect(await itemCount(request.cartId)).toBe(1);
    const [cards, orders] = [shop.module.get(TestCardsService), shop.module.get(OrdersService)];
    const reference = outcome.url.split('/').at(-1)!;
    await cards.decide(reference, true);
    await cards.decide(reference, false);
    const order = (await orders.byCheckoutToken(request.token))!;
    expect((await shop.module.get(PendingPaymentsService).ask(order, false)).state).toBe('authorised');
    expect(await itemCount(request.cartId)).toBe(0);
  });

  it('that nobody confirms within 15 minutes are let go, with a mail', async () => {
    const before = await shop.stock('jacket');
    const request = await shop.ready({ jacket: 1 }, 'test_card_confirm');
    await shop.place(request);
    await shop.age(16 * 60);
    await shop.module.get(PendingPaymentsService).askGateways();
    const order = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
    expect(order).toMatchObject({ state: 'cancelled', cancelReason: 'not_confirmed' });
    expect(await shop.stock('jacket')).toEqual(before);
    expect(await shop.count('outbox', `dedupe_key = 'mail:order-cancelled:${order.number}'`)).toBe(1);
    expect(
      await shop.count('test_card_charges', `idempotency_key = '${order.id}' AND status = 'voided'`),
    ).toBe(1);
  });

  it.each([
    ['slow_approve', 'authorised', 'confirmed'],
    ['slow_decline', 'cancelled', 'cancelled'],
  ])('that time out (%s) are pending, then %s by asking, with one mail', async (card, state, mail) => {
    const request = await shop.ready({ plenty: 1 }, `test_card_${card}`);
    expect(placed(await shop.place(request)).state).toBe('pending_payment');
    expect(await itemCount(request.cartId)).toBe(0);
    await shop.age(20);
    const pending = shop.module.get(PendingPaymentsService);
    await Promise.all([pending.askGateways(), pending.askGateways(), pending.askGateways()]);
    const order = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
    expect(order.state).toBe(state);
    expect(await shop.count('outbox', `dedupe_key LIKE 'mail:%:${order.number}'`)).toBe(1);
    expect(await shop.count('outbox', `dedupe_key = 'mail:order-${mail}:${order.number}'`)).toBe(1);
  });

  it('are asked about however many others wait for their buyers', async () => {
    const waiting = [];
    for (let nth = 0; nth < 4; nth += 1) {
      waiting.push(await shop.ready({ plenty: 1 }, 'test_card_confirm'));
      await shop.place(waiting[nth]!);
    }
    const last = await shop.ready({ plenty: 1 }, 'test_card_slow_approve');
    await shop.place(last);
    await shop.age(20);
    await shop.module.get(PendingPaymentsService).askGateways(2);
    const stateOf = async ({ token }: { token: string }) =>
      (await shop.module.get(OrdersService).byCheckoutToken(token))!.state;
    expect(await stateOf(last)).toBe('authorised');
    expect(await Promise.all(waiting.map(stateOf))).toEqual(Array(4).fill('pending_payment'));
    await forgetOrders();
  });

  it('that a crash cut off before the gateway was asked end without money, and free the goods', async () => {
    const before = await shop.stock('jacket');
    const request = await shop.ready({ jacket: 1 }, 'test_card_approve');
    vi.spyOn(shop.module.get(PaymentsService), 'authorise').mockRejectedValueOnce(new Error('killed'));
    await expect(shop.place(request)).rejects.toThrow('killed');
    expect(placed(await shop.place(request)).state).toBe('pending_payment');
    const pending = shop.module.get(PendingPaymentsService);
    await shop.age(30);
    await pending.askGateways();
    expect(await shop.stock('jacket')).not.toEqual(before);
    await shop.age(60);
    await pending.askGateways();
    expect(await shop.stock('jacket')).toEqual(before);
    expect(await itemCount(request.cartId)).toBe(1);
    const { checkout, waiting } = await shop.module.get(CheckoutService).state(request.cartId);
    expect(waiting).toBeNull();
    expect(checkout!.token).not.toBe(request.token);
  });

  it('that arrive after the order was cancelled are voided', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_approve');
    const payments = shop.module.get(PaymentsService);
    const authorise = payments.authorise.bind(payments);
    vi.spyOn(payments, 'authorise').mockImplementationOnce(async (gateway, asked) => {
      const answer = await authorise(gateway, asked);
      await shop.database.execute(`UPDATE orders SET state = 'cancelled' WHERE id = ?`, [asked.orderNumber]);
      return answer;
    });
    await shop.place(request);
    const order = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
    expect(order.state).toBe('cancelled');
    expect(
      await shop.count('test_card_charges', `idempotency_key = '${order.id}' AND status = 'voided'`),
    ).toBe(1);
    await forgetOrders();
  });
});

describe('the cart of an order', () => {
  it('keeps what was added while the order was being placed', async () => {
    const request = await shop.ready({ plenty: 2 }, 'test_card_slow_approve');
    const carts = shop.module.get(CartService);
    const placing = shop.place(request);
    await vi.waitFor(async () =>
      expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(1),
    );
    await carts.add(shopTurn(request.cartId), [
      { variantId: shop.variant('plenty'), quantity: 1, properties: {} },
      { variantId: shop.variant('markup'), quantity: 4, properties: {} },
    ]);
    await placing;
    const { lines } = await carts.find(request.cartId);
    const left = Object.fromEntries(lines.map((line) => [line.variantId, line.quantity]));
    expect(left).toEqual({ [shop.variant('plenty')]: 1, [shop.variant('markup')]: 4 });
  });

  it('is cleared once by the worker when the web process died before it could', async () => {
    const request = await shop.ready({ plenty: 2 });
    const carts = shop.module.get(CartService);
    vi.spyOn(carts, 'takeOrdered').mockRejectedValueOnce(new Error('killed'));
    expect(placed(await shop.place(request)).state).toBe('authorised');
    expect(await itemCount(request.cartId)).toBe(2);
    await shop.age(20);
    const clearing = shop.module.get(ClearCartService);
    await Promise.all([clearing.clearLeftBehind(), clearing.clearLeftBehind()]);
    expect(await itemCount(request.cartId)).toBe(0);
    await carts.add(shopTurn(request.cartId), [
      { variantId: shop.variant('plenty'), quantity: 1, properties: {} },
    ]);
    await clearing.clearLeftBehind();
    expect(await itemCount(request.cartId)).toBe(1);
  });
});
