import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { MollieStub } from '../support/mollie/mollie-stub.js';
import { remaining } from '../support/mollie/payments.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';
import { paymentDeeds } from './payment-deeds.js';

let stub: MollieStub;
let shop: OrderShop;
beforeAll(async () => {
  stub = await MollieStub.open();
  shop = await orderShop(stub.settings('http://shop.test'));
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
const payments = () => shop.module.get(PaymentsService);
const paymentOf = (number: string) => stub.of(number)[0]!;
const values = (all: { amount: { value: string } }[]) => all.map(({ amount }) => amount.value);

/** An order that waits for its payment; answers its number. */
async function order(choice = 'mollie_card'): Promise<string> {
  const request = await shop.ready({ jacket: 1 }, choice);
  await shop.place(request);
  return (await shop.module.get(OrdersService).byCheckoutToken(request.token))!.number;
}

async function paid(choice?: string): Promise<string> {
  const number = await order(choice);
  stub.payments.end(paymentOf(number).id, 'pay');
  await ask(number);
  return number;
}

describe('an order paid through Mollie', () => {
  it('sends the shopper to our page, which leads to Mollie, and waits', async () => {
    const outcome = await shop.place(await shop.ready({ jacket: 2 }, 'mollie_card'));
    expect(outcome).toEqual({ kind: 'confirm', url: expect.stringMatching(/^\/checkout\/pay\/[\w-]{22}$/) });
    const payment = [...stub.payments.all.values()].at(-1)!;
    const number = payment.metadata['order_number']!;
    const { total, token } = await details(number);
    expect(payment).toMatchObject({
      captureMode: 'manual',
      method: 'creditcard',
      description: number,
      amount: { currency: 'USD', value: (total / 100).toFixed(2) },
      redirectUrl: `http://shop.test/checkout/pay/${token}/return`,
      webhookUrl: 'http://shop.test/webhooks/mollie',
    });
    expect(await state(number)).toBe('pending_payment');
  });

  it('is authorised when its card is, captured and refunded in parts', async () => {
    const number = await paid();
    expect(await state(number)).toBe('authorised');
    expect(await capture(number)).toMatchObject({ ok: true, order: { state: 'paid' } });
    expect(await refund(number, 100)).toMatchObject({ ok: true });
    expect(await refund(number, null)).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(paymentOf(number).refunds).toHaveLength(2);
    expect(remaining(paymentOf(number)).value).toBe('0.00');
  });

  it('is paid at once by bank, with an invoice promised, and staff need not capture it', async () => {
    const number = await paid('mollie_bank');
    expect(paymentOf(number)).toMatchObject({ captureMode: null, method: null });
    const { id, state: now, tender, total } = await details(number);
    expect([now, tender.status, tender.captured]).toEqual(['paid', 'captured', total]);
    expect(await shop.count('outbox', `dedupe_key = 'invoice:${id}'`)).toBe(1);
    expect(await shop.count('outbox', `dedupe_key REGEXP '^mail:order-confirmed:${id}($|:)'`)).toBe(1);
    expect(await capture(number)).toMatchObject({ ok: false, reason: 'wrong_state' });
    expect(await refund(number, null)).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(remaining(paymentOf(number)).value).toBe('0.00');
  });

  it('is asked for in the language of the order', async () => {
    await order();
    expect([...stub.payments.all.values()].at(-1)!.locale).toBe('en_US');
    const request = { orderNumber: 'de', idempotencyKey: 'de', amount: 5000, currency: 'EUR', details: {} };
    await payments().authorise('mollie', { ...request, returnUrl: '/de/orders/x', customerId: null });
    expect(paymentOf('de').locale).toBe('de_DE');
  });

  it.each(['fail', 'cancel', 'expire'] as const)(
    'is cancelled when its payment ends with: %s',
    async (how) => {
      const number = await order();
      const { reserved } = await shop.stock('jacket');
      stub.payments.end(paymentOf(number).id, how);
      expect(await ask(number)).toMatchObject({ state: 'cancelled', cancelReason: 'declined' });
      expect((await shop.stock('jacket')).reserved).toBe(reserved - 1);
    },
  );

  it('waits while the bank has not answered, however long that takes', async () => {
    const number = await order('mollie_bank');
    stub.payments.end(paymentOf(number).id, 'wait');
    await shop.age(16 * 60);
    expect(await ask(number, true)).toMatchObject({ state: 'pending_payment' });
    stub.payments.end(paymentOf(number).id, 'pay');
    expect(await ask(number, true)).toMatchObject({ state: 'paid' });
  });

  it('lets the money go when it is cancelled', async () => {
    const number = await paid();
    expect(await cancel(number)).toMatchObject({ ok: true, order: { state: 'cancelled' } });
    expect(paymentOf(number).status).toBe('canceled');
  });

  it('is cancelled at both ends when nobody pays within a quarter of an hour', async () => {
    const number = await order();
    await shop.age(16 * 60);
    expect(await ask(number, true)).toMatchObject({ state: 'cancelled', cancelReason: 'not_confirmed' });
    expect(paymentOf(number).status).toBe('canceled');
  });

  it('waits for a payment that Mollie cannot stop until it has expired there', async () => {
    const number = await order();
    paymentOf(number).isCancelable = false;
    await shop.age(16 * 60);
    expect(await ask(number, true)).toMatchObject({ state: 'pending_payment' });
    stub.payments.end(paymentOf(number).id, 'expire');
    expect(await ask(number, true)).toMatchObject({ state: 'cancelled' });
  });
});

describe('the deeds of the gateway', () => {
  /** A payment that was made and paid without an order; minor units. */
  async function payment(key: string, capture: 'later' | 'at_once') {
    const details = { capture };
    const request = { orderNumber: key, idempotencyKey: key, amount: 5000, currency: 'EUR', details };
    await payments().authorise('mollie', { ...request, returnUrl: '/orders/x', customerId: null });
    return stub.payments.end(paymentOf(key).id, 'pay');
  }
  const deed = (reference: string, amount: number, idempotencyKey: string) => ({
    reference,
    amount,
    currency: 'EUR',
    idempotencyKey,
  });

  it('takes a part, lets the rest go, and does so once', async () => {
    const { id } = await payment('p1', 'later');
    for (const _ of [1, 2]) {
      expect(await payments().capture('mollie', deed(id, 3000, 'p1-c'))).toEqual({
        status: 'done',
        reference: id,
      });
      stub.forgetKeys();
    }
    expect(values(stub.payments.get(id).captures)).toEqual(['30.00']);
    expect(stub.payments.get(id).status).toBe('paid');
    expect(await payments().refund('mollie', deed(id, 3001, 'p1-r'))).toEqual({
      status: 'refused',
      reason: '422 amount',
    });
  });

  it('never takes more than was set aside', async () => {
    const { id } = await payment('p2', 'later');
    expect(await payments().capture('mollie', deed(id, 5001, 'p2-c'))).toMatchObject({ status: 'refused' });
    expect(stub.payments.get(id)).toMatchObject({ status: 'authorized', captures: [] });
  });

  it('finds that a capture in the dashboard is done', async () => {
    const { id } = await payment('p3', 'later');
    stub.payments.capture(id, { amount: { value: '50.00', currency: 'EUR' } });
    expect(await payments().capture('mollie', deed(id, 5000, 'p3-c'))).toMatchObject({ status: 'done' });
    expect(stub.payments.get(id).captures).toHaveLength(1);
  });

  it('gives back what was paid at once when it is let go, and does so once', async () => {
    const { id } = await payment('p4', 'at_once');
    for (const _ of [1, 2]) {
      expect(await payments().void('mollie', deed(id, 5000, 'p4-void'))).toMatchObject({ status: 'done' });
      stub.forgetKeys();
    }
    expect(values(stub.payments.get(id).refunds)).toEqual(['50.00']);
  });

  it('asks again for a refund that has failed', async () => {
    const { id } = await payment('p5', 'at_once');
    await payments().refund('mollie', deed(id, 500, 'p5-r'));
    Object.assign(stub.payments.get(id).refunds[0]!, { status: 'failed' });
    stub.forgetKeys();
    expect(await payments().refund('mollie', deed(id, 500, 'p5-r'))).toMatchObject({ status: 'done' });
    expect(stub.payments.get(id).refunds).toHaveLength(2);
  });

  it('charges yen without decimals, and refuses what Mollie cannot charge before asking', async () => {
    const base = { details: { capture: 'later' }, returnUrl: '/orders/x', customerId: null };
    const yen = { ...base, orderNumber: 'y1', idempotencyKey: 'y1', amount: 1250, currency: 'JPY' };
    expect(await payments().authorise('mollie', yen)).toMatchObject({ status: 'needs_confirmation' });
    expect(paymentOf('y1').amount).toEqual({ value: '1250', currency: 'JPY' });
    const asked = stub.calls.length;
    const dinar = { ...base, orderNumber: 'k1', idempotencyKey: 'k1', amount: 5120, currency: 'KWD' };
    expect(await payments().authorise('mollie', dinar)).toEqual({
      status: 'declined',
      reason: 'currency_not_chargeable',
    });
    expect(stub.calls).toHaveLength(asked);
  });
});

describe('when Mollie is in trouble', () => {
  it('an answer that got lost leaves the order waiting, and the worker finds the one payment', async () => {
    stub.faults.plan('drop', /POST .*payments$/);
    const number = await order();
    expect((await details(number)).tender).toMatchObject({ status: 'requested', confirmationUrl: null });
    await ask(number, true);
    expect((await details(number)).tender.confirmationUrl).toMatch(/^\/checkout\/pay\//);
    expect(stub.of(number)).toHaveLength(1);
  });

  it('a payment whose key Mollie has forgotten is made again, and the one that nobody can pay is not asked about', async () => {
    stub.faults.plan('drop', /POST .*payments$/);
    const number = await order();
    stub.forgetKeys();
    await ask(number, true);
    const [lost, known] = stub.of(number);
    expect((await details(number)).tender.reference).toBe(known!.id);
    stub.payments.end(lost!.id, 'expire');
    expect(await ask(number, true)).toMatchObject({ state: 'pending_payment' });
  });

  it('a 500, a revoked key and a payment that it never heard of are unknown, not declined', async () => {
    stub.faults.plan('error_500', /POST .*payments$/);
    stub.faults.plan('refuse_connection', /POST .*payments$/);
    const number = await order();
    expect(await state(number)).toBe('pending_payment');
    await ask(number, true);
    expect(stub.of(number)).toEqual([]);
    await ask(number, true);
    expect(stub.of(number)).toHaveLength(1);
  });

  it('a capture whose answer got lost is done once', async () => {
    const number = await paid();
    stub.faults.plan('drop', /POST .*captures$/);
    expect(await capture(number)).toEqual({ ok: false, reason: 'gateway_unknown' });
    expect(await state(number)).toBe('authorised');
    stub.forgetKeys();
    expect(await capture(number)).toMatchObject({ ok: true, order: { state: 'paid' } });
    expect(paymentOf(number).captures).toHaveLength(1);
  });

  it('a refund whose answer got lost is made once, also when Mollie has forgotten the key', async () => {
    const number = await paid();
    await capture(number);
    stub.faults.plan('drop', /POST .*refunds$/);
    expect(await refund(number, 700)).toEqual({ ok: false, reason: 'gateway_unknown' });
    stub.forgetKeys();
    await shop.database.execute('UPDATE refunds SET requested_at = requested_at - INTERVAL 1 MINUTE');
    await shop.module.get(RefundOrderService).finishOpen(10);
    expect(values(paymentOf(number).refunds)).toEqual(['7.00']);
    expect(await shop.count('refunds', 'done_at IS NULL')).toBe(0);
  });

  it('an amount that Mollie refuses is a clear no', async () => {
    const request = { orderNumber: '9', idempotencyKey: '9', amount: 4, currency: 'USD', details: {} };
    const answer = await payments().authorise('mollie', {
      ...request,
      returnUrl: '/orders/x',
      customerId: null,
    });
    expect(answer).toEqual({ status: 'declined', reason: '422 amount' });
  });

  it('two who ask while Mollie forgets the key go on with one of the two payments, 20 rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      stub.faults.plan('refuse_connection', /POST .*payments$/);
      const number = await order();
      stub.faults.latencyMs = 100;
      const before = stub.calls.length;
      const first = payments().find('mollie', number, 1);
      await expect.poll(() => stub.calls.length, { interval: 5 }).toBe(before + 1);
      stub.forgetKeys();
      const answers = await Promise.all([first, payments().find('mollie', number, 1)]);
      stub.faults.latencyMs = 0;
      expect(stub.of(number)).toHaveLength(2);
      const now = await payments().find('mollie', number, 1);
      expect(answers).toEqual([now, now]);
    }
  });

  it('ten calls at once wait for it, and no more', async () => {
    const number = await order();
    stub.faults.latencyMs = 1000;
    const reads = () => stub.calls.filter((call) => call.startsWith('GET')).length;
    const before = reads();
    const answers = Array.from({ length: 25 }, () => payments().find('mollie', number, 1));
    await expect.poll(() => reads() - before).toBe(10);
    stub.faults.latencyMs = 0;
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(
      new Set(['needs_confirmation']),
    );
  });
});
