import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOPPER } from '../../src/shop/orders/actor.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { EndOrderService } from '../../src/shop/orders/end-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { CustomerGroupsService } from '../../src/shop/customers/customer-groups.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import type { PlaceOutcome } from '../../src/shop/checkout/place-order.service.js';
import type { PromotionInput } from '../../src/shop/promotions/promotion-input.js';
import { aPromotion, create, freshCode, usesOf } from '../support/promotions.js';
import { figure, rounds } from '../support/tier.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = rounds(20, { full: 50 });

let shop: OrderShop;
beforeAll(async () => {
  shop = await orderShop();
});
afterAll(async () => {
  expect(await audit(shop.database)).toEqual({});
  await shop.close();
});

const make = (more: Partial<PromotionInput>) =>
  create(shop.module.get(EditPromotionsService), aPromotion(more));
const uses = (id: number) => usesOf(shop.database, id);
const kinds = (outcomes: readonly PlaceOutcome[]) => {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const placed = (outcome: PlaceOutcome) => {
  if (outcome.kind !== 'placed') throw new Error(`not placed: ${outcome.kind}`);
  return outcome.order;
};
const buy = async (codes: readonly string[], more: { email?: string; choice?: string } = {}) =>
  shop.place(
    await shop.ready({ plenty: 2 }, more.choice ?? 'invoice', undefined, {
      codes,
      ...(more.email !== undefined && { email: more.email }),
    }),
  );

/** Carts that are ready to order, of buyers with an address of their own or the same one, used again and again. */
async function crowd(size: number, emailOf: (nth: number) => string) {
  const carts = await Promise.all(
    Array.from({ length: size }, (_, nth) =>
      shop.ready({ plenty: 1 }, 'invoice', undefined, { email: emailOf(nth) }),
    ),
  );
  return {
    async race(code: string): Promise<PlaceOutcome[]> {
      const requests = [];
      for (const { cartId } of carts) requests.push(await shop.review(cartId, { codes: [code] }));
      const outcomes = await Promise.all(requests.map((request) => shop.place(request)));
      for (const [nth, { kind }] of outcomes.entries())
        if (kind === 'placed')
          carts[nth] = await shop.ready({ plenty: 1 }, 'invoice', undefined, { email: emailOf(nth) });
      return outcomes;
    },
  };
}

describe('a code', () => {
  it(`for one use is used once by 30 buyers at once, ${ROUNDS} times; the others are asked again`, async () => {
    const buyers = await crowd(30, (nth) => `buyer-${nth}@example.com`);
    let met = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const code = freshCode();
      const id = await make({ codes: [code], limitTotal: 1 });
      const outcomes = await buyers.race(code);
      expect(kinds(outcomes), `round ${round}`).toEqual({ placed: 1, changed: 29 });
      expect(await uses(id), `round ${round}`).toEqual({ rows: 1, counted: 1 });
      met += outcomes.filter(({ kind }) => kind === 'changed').length;
    }
    figure('F5 buyers refused a code that another one had just used', met);
  });

  it(`for one use of each customer is used once by ten carts of one, ${ROUNDS} times`, async () => {
    const buyers = await crowd(10, () => 'same@example.com');
    for (let round = 0; round < ROUNDS; round += 1) {
      const code = freshCode();
      const id = await make({ codes: [code], limitPerCustomer: 1 });
      expect(kinds(await buyers.race(code)), `round ${round}`).toEqual({ placed: 1, changed: 9 });
      expect(await uses(id), `round ${round}`).toEqual({ rows: 1, counted: 1 });
    }
  });

  it('that is used up shows the new total, and the order without it is the shopper’s to confirm', async () => {
    const code = freshCode();
    await make({ codes: [code], limitTotal: 1 });
    const late = await shop.ready({ plenty: 2 }, 'invoice', undefined, { codes: [code] });
    const first = placed(await buy([code], { email: 'first@example.com' }));
    expect(first).toMatchObject({ discount: 380, adjustments: [{ position: 1, code, amount: 380 }] });
    const refused = await shop.place(late);
    expect(refused).toMatchObject({ kind: 'changed', quote: { totals: { discount: 0 } } });
    expect(refused).toMatchObject({ quote: { coupons: { refused: [{ code, reason: 'used_up' }] } } });
    const again = placed(await shop.place(await shop.review(late.cartId, { codes: [code] })));
    expect(again.discount).toBe(0);
  });

  it('is given back once when the payment is declined, and when staff cancel the order', async () => {
    const code = freshCode();
    const id = await make({ codes: [code], limitTotal: 1, limitPerCustomer: 1 });
    expect(await buy([code], { choice: 'test_card_decline' })).toMatchObject({ kind: 'declined' });
    expect(await uses(id)).toEqual({ rows: 0, counted: 0 });
    const order = placed(await buy([code]));
    expect(await uses(id)).toEqual({ rows: 1, counted: 1 });
    const details = await shop.module.get(OrdersService).byToken(order.token);
    const cancelling = shop.module.get(CancelOrderService);
    await Promise.all([cancelling.cancel(details!), cancelling.cancel(details!)]);
    expect(await uses(id)).toEqual({ rows: 0, counted: 0 });
    expect(placed(await buy([code])).discount).toBe(380);
  });

  it.each<[string, Partial<PromotionInput>]>([
    ['paid', {}],
    ['free', { benefit: { kind: 'percent', rateMillionths: 1_000_000, of: {} } }],
  ])('is given back once when a %s order is cancelled before anything left', async (kind, more) => {
    const [code, ending] = [freshCode(), shop.module.get(EndOrderService)];
    const id = await make({ codes: [code], limitTotal: 1, limitPerCustomer: 1, ...more });
    const waive = kind === 'free' ? await make({ benefit: { kind: 'free_shipping' }, handle: 'waived' }) : 0;
    const { token, total } = placed(await buy([code], { choice: 'test_card_approve' }));
    expect(total === 0).toBe(kind === 'free');
    const details = async () => (await shop.module.get(OrdersService).byToken(token))!;
    expect(await shop.module.get(CaptureOrderService).capture(await details())).toMatchObject({ ok: true });
    expect(await uses(id)).toEqual({ rows: 1, counted: 1 });
    const paid = await details();
    await Promise.all(Array.from({ length: 4 }, () => ending.end(paid, SHOPPER)));
    expect((await details()).state).toBe('refunded');
    for (const one of [id, waive || id]) expect(await uses(one)).toEqual({ rows: 0, counted: 0 });
    if (kind === 'free') await shop.module.get(EditPromotionsService).stop('waived');
    expect(placed(await buy([code])).discount).toBeGreaterThan(0);
  });

  it('is kept when what was sent is refunded, and given back when nothing of it had left', async () => {
    const codes = [freshCode(), freshCode()] as const;
    const [kept, back] = [await make({ codes: [codes[0]] }), await make({ codes: [codes[1]] })];
    for (const code of codes) {
      const order = placed(await buy([code], { choice: 'test_card_approve' }));
      const details = (await shop.module.get(OrdersService).byToken(order.token))!;
      await shop.module.get(CaptureOrderService).capture(details);
      if (code === codes[0])
        await shop.module.get(ShipOrderService).ship(order.id, { carrier: null, trackingNumber: null });
      await shop.module.get(RefundOrderService).refund(order.id, { amount: null, putsBack: false });
    }
    expect(await uses(kept)).toEqual({ rows: 1, counted: 0 });
    expect(await uses(back)).toEqual({ rows: 0, counted: 0 });
  });

  it('is kept from a customer who uses another address of theirs, or none of their account', async () => {
    const code = freshCode();
    const id = await make({ codes: [code], limitPerCustomer: 1 });
    const { insertId: customerId } = await shop.database.execute(
      `INSERT INTO customers (email, password_hash, first_name, last_name, created_at)
       VALUES ('of-the-account@example.com', '-', '', '', UTC_TIMESTAMP(3))`,
    );
    const asCustomer = async (email: string) =>
      shop.place(await shop.ready({ plenty: 1 }, 'invoice', undefined, { codes: [code], email, customerId }));
    expect(placed(await asCustomer('one@example.com')).discount).toBe(190);
    expect(placed(await asCustomer('two@example.com')).discount).toBe(0);
    expect(placed(await buy([code], { email: 'one@example.com' })).discount).toBe(0);
    expect(await uses(id)).toEqual({ rows: 1, counted: 1 });
  });

  it('runs from its first moment to the one before its last, by the clock at the order', async () => {
    const code = freshCode();
    const [startsAt, endsAt] = [new Date('2027-03-28T23:00:00Z'), new Date('2027-03-29T22:00:00Z')];
    await make({ codes: [code], startsAt, endsAt });
    const discountAt = async (ms: number) => {
      shop.clock.moment = new Date(ms);
      const { discount } = placed(await buy([code], { email: `at-${ms}@example.com` }));
      shop.clock.moment = null;
      return discount;
    };
    expect(await discountAt(startsAt.getTime() - 1)).toBe(0);
    expect(await discountAt(startsAt.getTime())).toBe(380);
    expect(await discountAt(endsAt.getTime() - 1)).toBe(380);
    expect(await discountAt(endsAt.getTime())).toBe(0);
  });

  it('that ends between page and button costs the shopper nothing they did not see', async () => {
    const code = freshCode();
    const endsAt = new Date(Date.now() + 60_000);
    await make({ codes: [code], endsAt });
    const request = await shop.ready({ plenty: 1 }, 'invoice', undefined, { codes: [code] });
    shop.clock.moment = endsAt;
    expect(await shop.place(request)).toMatchObject({ kind: 'changed', quote: { totals: { discount: 0 } } });
    shop.clock.moment = null;
  });
});

describe('what applies by itself', () => {
  it('is on the order, until it is stopped', async () => {
    const handle = 'by-itself';
    await make({ handle, conditions: [{ kind: 'minimum_amount', amount: 3800, of: {} }] });
    expect(placed(await buy([])).discount).toBe(380);
    expect(await shop.module.get(EditPromotionsService).stop(handle)).toBe(true);
    expect(placed(await buy([])).discount).toBe(0);
    expect(await shop.module.get(EditPromotionsService).stop(handle)).toBe(false);
  });

  it('is for a first order once, also for two at the same moment', async () => {
    const handle = 'first-order';
    const id = await make({ handle, conditions: [{ kind: 'first_order' }] });
    const email = 'newcomer@example.com';
    const requests = [
      await shop.ready({ plenty: 1 }, 'invoice', undefined, { email }),
      await shop.ready({ plenty: 1 }, 'invoice', undefined, { email }),
    ];
    expect(kinds(await Promise.all(requests.map((request) => shop.place(request))))).toEqual({
      placed: 1,
      changed: 1,
    });
    expect(placed(await buy([], { email })).discount).toBe(0);
    expect(await uses(id)).toEqual({ rows: 1, counted: 1 });
    await shop.module.get(EditPromotionsService).stop(handle);
  });

  it('is for a first order again when the one before was cancelled, paid or not', async () => {
    const handle = 'first-again';
    await make({ handle, conditions: [{ kind: 'first_order' }] });
    const email = 'second-thoughts@example.com';
    const first = placed(await buy([], { email, choice: 'test_card_approve' }));
    const details = async () => (await shop.module.get(OrdersService).byToken(first.token))!;
    await shop.module.get(CaptureOrderService).capture(await details());
    expect(placed(await buy([], { email })).discount).toBe(0);
    await shop.database.execute(`UPDATE orders SET email = 'other@example.com' WHERE email = ? AND id <> ?`, [
      email,
      first.id,
    ]);
    await shop.module.get(EndOrderService).end(await details(), SHOPPER);
    expect(placed(await buy([], { email })).discount).toBe(380);
    await shop.module.get(EditPromotionsService).stop(handle);
  });

  it('is for the members of a group', async () => {
    const { insertId: customerId } = await shop.database.execute(
      `INSERT INTO customers (email, password_hash, first_name, last_name, session_epoch, created_at)
       VALUES ('member@example.com', 'x', '', '', 1, UTC_TIMESTAMP(3))`,
    );
    const groups = shop.module.get(CustomerGroupsService);
    await groups.add(customerId, 'wholesale');
    const handle = 'for-members';
    await make({
      handle,
      conditions: [{ kind: 'customer_group', groups: [(await groups.find('wholesale'))!] }],
    });
    const discountOf = async (id: number | null, email: string) =>
      placed(
        await shop.place(await shop.ready({ plenty: 1 }, 'invoice', undefined, { customerId: id, email })),
      ).discount;
    expect(await discountOf(customerId, 'member@example.com')).toBe(190);
    expect(await discountOf(null, 'member@example.com')).toBe(0);
    await shop.module.get(EditPromotionsService).stop(handle);
  });

  it('makes delivery free, and the order says what it would have cost', async () => {
    const handle = 'free-delivery';
    await make({ handle, benefit: { kind: 'free_shipping' } });
    const order = placed(await buy([]));
    expect(order).toMatchObject({ shipping: 0, discount: 0, adjustments: [{ position: null, amount: 590 }] });
    await shop.module.get(EditPromotionsService).stop(handle);
  });
});

describe('staff', () => {
  const editing = () => shop.module.get(EditPromotionsService);

  it.each<[string, Partial<PromotionInput>]>([
    ['an end before the beginning', { endsAt: new Date(0) }],
    ['more than all', { benefit: { kind: 'percent', rateMillionths: 1_000_001, of: {} } }],
    ['an amount of nothing', { benefit: { kind: 'amount', amount: 0, of: {} } }],
    ['a code with a blank', { codes: ['TWO WORDS'] }],
    ['lane 10', { lane: 10 }],
    ['a handle with capitals', { handle: 'Summer' }],
  ])('cannot make one with %s', async (_, more) => {
    const before = await shop.count('promotions');
    expect(await editing().create(aPromotion(more))).toMatchObject({ ok: false });
    expect(await shop.count('promotions')).toBe(before);
  });

  it('cannot use a code or a handle twice, whatever its case', async () => {
    const code = freshCode();
    await make({ codes: [code], handle: 'taken' });
    const problem = expect.stringContaining('nothing was changed') as string;
    expect(await editing().create(aPromotion({ codes: [code.toLowerCase()] }))).toEqual({
      ok: false,
      problem,
    });
    expect(await editing().create(aPromotion({ handle: 'taken' }))).toEqual({ ok: false, problem });
  });
});
