import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { StripePagesService } from '../../src/shop/payments/stripe/stripe-pages.service.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import type { Intent } from '../../scripts/rig/stripe/intents.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';
import { paymentDeeds } from './payment-deeds.js';

let stub: StripeStub;
let shop: OrderShop;
beforeAll(async () => {
  stub = await StripeStub.open();
  shop = await orderShop(stub.settings);
});
afterAll(async () => {
  await shop?.close();
  await stub?.close();
});
afterEach(async () => {
  stub.faults.clear();
  expect(await audit(shop.database)).toEqual({});
});

const { details, ask, capture, cancel, refund, state } = paymentDeeds(() => shop);
const intentsOf = (number: string): Intent[] =>
  [...stub.intents.all.values()].filter(({ metadata }) => metadata['order_number'] === number);
const calls = (path: RegExp) => stub.calls.filter((call) => path.test(call)).length;

/** An order that waits for its card; answers its number. */
async function order(): Promise<string> {
  const request = await shop.ready({ jacket: 1 }, 'stripe');
  await shop.place(request);
  return (await shop.module.get(OrdersService).byCheckoutToken(request.token))!.number;
}

async function paid(): Promise<string> {
  const number = await order();
  stub.intents.confirm(intentsOf(number)[0]!.id, CARDS.approve);
  await ask(number);
  return number;
}

describe('an order paid through Stripe', () => {
  it('sends the shopper to our payment page and waits', async () => {
    const outcome = await shop.place(await shop.ready({ jacket: 2 }, 'stripe'));
    expect(outcome).toEqual({ kind: 'confirm', url: expect.stringMatching(/^\/checkout\/pay\/[\w-]{22}$/) });
    const intent = [...stub.intents.all.values()].at(-1)!;
    expect(intent).toMatchObject({ capture_method: 'manual', currency: 'usd' });
    const number = intent.metadata['order_number']!;
    expect(intent.amount).toBe((await details(number)).total);
    expect(await state(number)).toBe('pending_payment');
  });

  it('is authorised when its card is, captured and refunded in parts', async () => {
    const number = await paid();
    expect(await state(number)).toBe('authorised');
    expect(await capture(number)).toMatchObject({ ok: true, order: { state: 'paid' } });
    expect(await refund(number, 100)).toMatchObject({ ok: true });
    expect(await refund(number, null)).toMatchObject({ ok: true, order: { state: 'refunded' } });
    const [intent] = intentsOf(number);
    const given = stub.refunds.of(intent!.id).map(({ amount }) => amount);
    expect(given.reduce((sum, amount) => sum + amount, 0)).toBe(intent!.amount_received);
    expect(given).toHaveLength(2);
  });

  it('may try another card after a declined one', async () => {
    const number = await order();
    const [intent] = intentsOf(number);
    expect(() => stub.intents.confirm(intent!.id, CARDS.declined)).toThrow('declined');
    expect(await ask(number)).toMatchObject({ state: 'pending_payment' });
    stub.intents.confirm(intent!.id, CARDS.approve);
    expect(await ask(number)).toMatchObject({ state: 'authorised' });
  });

  it('lets the money go when it is cancelled', async () => {
    const number = await paid();
    expect(await cancel(number)).toMatchObject({ ok: true, order: { state: 'cancelled' } });
    expect(intentsOf(number)[0]).toMatchObject({ status: 'canceled', amount_capturable: 0 });
  });

  it('is cancelled at both ends when nobody pays within a quarter of an hour', async () => {
    const number = await order();
    await shop.age(16 * 60);
    expect(await ask(number, true)).toMatchObject({ state: 'cancelled', cancelReason: 'not_confirmed' });
    expect(intentsOf(number)[0]!.status).toBe('canceled');
  });
});

describe('when Stripe is in trouble', () => {
  it('an answer that got lost is asked for again by the library, and one intent is made', async () => {
    stub.faults.plan('drop', /payment_intents$/);
    const number = await order();
    expect(intentsOf(number)).toHaveLength(1);
    expect((await details(number)).tender.status).toBe('needs_confirmation');
  });

  it('answers that stay away leave the order waiting, and the worker finds the one intent', async () => {
    stub.faults.plan('drop', /payment_intents$/, 2);
    const number = await order();
    expect(await state(number)).toBe('pending_payment');
    expect((await details(number)).tender).toMatchObject({ status: 'requested', confirmationUrl: null });
    await ask(number, true);
    expect((await details(number)).tender.confirmationUrl).toMatch(/^\/checkout\/pay\//);
    expect(intentsOf(number)).toHaveLength(1);
  });

  it('a 500 that Stripe has stored is unknown, not declined, and the next question is another one', async () => {
    stub.faults.plan('error_500', /payment_intents$/);
    const number = await order();
    expect(await state(number)).toBe('pending_payment');
    expect(intentsOf(number)).toEqual([]);
    await ask(number, true);
    expect((await details(number)).tender.status).toBe('needs_confirmation');
    expect(intentsOf(number)).toHaveLength(1);
  });

  it('of two intents that an error between two questions made, one counts for everybody', async () => {
    stub.faults.plan('refuse_connection', /payment_intents/, 2);
    const number = await order();
    const find = () => shop.module.get(PaymentsService).find('stripe', number, 1);
    const before = calls(/POST .*payment_intents$/);
    stub.faults.latencyMs = 500;
    const first = find();
    await expect.poll(() => calls(/POST .*payment_intents$/)).toBe(before + 1);
    stub.faults.plan('error_503', /payment_intents$/);
    expect(await find()).toEqual({ status: 'unknown' });
    const answers = await Promise.all([first, find()]);
    expect(intentsOf(number)).toHaveLength(2);
    stub.faults.clear();
    const settled = await find();
    expect(answers).toEqual([settled, settled]);
  });

  it('a 500 stored for the hosted page is over with the next press of its button', async () => {
    const number = await order();
    const wish = { returnUrl: 'http://shop.test/return', cancelUrl: 'http://shop.test/', label: 'Order' };
    const open = () => shop.module.get(StripePagesService).openHosted(number, wish, null);
    stub.faults.plan('error_500', /checkout.sessions$/);
    await expect(open()).rejects.toThrow('went wrong');
    expect(await open()).toEqual({ url: expect.stringContaining('/c/pay/') });
    expect([...stub.sessions.all.values()].at(-1)!.locale).toBe('en');
  });

  it('a payment that Stripe never heard of is asked for until it does', async () => {
    stub.faults.plan('refuse_connection', /payment_intents/, 4);
    const number = await order();
    expect(intentsOf(number)).toEqual([]);
    await ask(number, true);
    expect(await state(number)).toBe('pending_payment');
    await ask(number, true);
    expect(intentsOf(number)).toHaveLength(1);
  });

  it('a capture whose answer got lost is done once', async () => {
    const number = await paid();
    stub.faults.plan('drop', /capture$/, 2);
    stub.faults.plan('refuse_connection', /GET .*payment_intents/, 2);
    expect(await capture(number)).toEqual({ ok: false, reason: 'gateway_unknown' });
    expect(await state(number)).toBe('authorised');
    stub.idempotency.forget();
    expect(await capture(number)).toMatchObject({ ok: true, order: { state: 'paid' } });
    expect(intentsOf(number)[0]!.amount_capturable).toBe(0);
  });

  it('a refund whose answer got lost is made once, also when Stripe has forgotten the key', async () => {
    const number = await paid();
    await capture(number);
    stub.faults.plan('drop', /POST .*refunds$/, 2);
    expect(await refund(number, 700)).toEqual({ ok: false, reason: 'gateway_unknown' });
    expect(stub.refunds.of(intentsOf(number)[0]!.id)).toHaveLength(1);
    stub.idempotency.forget();
    await shop.database.execute('UPDATE refunds SET requested_at = requested_at - INTERVAL 1 MINUTE');
    await shop.module.get(RefundOrderService).finishOpen(10);
    expect(stub.refunds.of(intentsOf(number)[0]!.id).map(({ amount }) => amount)).toEqual([700]);
    expect(await shop.count('refunds', 'done_at IS NULL')).toBe(0);
  });

  it('an amount that Stripe refuses is a clear no', async () => {
    const payments = shop.module.get(PaymentsService);
    const request = { orderNumber: '9', idempotencyKey: '9', amount: 10, currency: 'USD', details: {} };
    const answer = await payments.authorise('stripe', {
      ...request,
      customerId: null,
      returnUrl: '/orders/x',
    });
    expect(answer).toEqual({ status: 'declined', reason: 'amount_too_small' });
  });

  it('an amount that Stripe can only round is never sent', async () => {
    const payments = shop.module.get(PaymentsService);
    const request = { orderNumber: '8', idempotencyKey: '8', amount: 5124, currency: 'KWD', details: {} };
    const answer = await payments.authorise('stripe', {
      ...request,
      customerId: null,
      returnUrl: '/orders/x',
    });
    expect(answer).toEqual({ status: 'declined', reason: 'amount_not_chargeable' });
  });

  it('the same question asked twice at once makes one intent', async () => {
    stub.faults.plan('refuse_connection', /payment_intents/, 2);
    const number = await order();
    stub.faults.latencyMs = 100;
    const answers = await Promise.all(
      [1, 2].map(() => shop.module.get(PaymentsService).find('stripe', number, 1)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['needs_confirmation', 'needs_confirmation']);
    expect(intentsOf(number)).toHaveLength(1);
  });

  it('ten calls at once wait for it, and no more', async () => {
    const number = await order();
    stub.faults.latencyMs = 300;
    const before = calls(/GET .*payment_intents/);
    const answers = Array.from({ length: 25 }, () =>
      shop.module.get(PaymentsService).find('stripe', number, 1),
    );
    await expect.poll(() => calls(/GET .*payment_intents/) - before).toBe(10);
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(
      new Set(['needs_confirmation']),
    );
  });
});
