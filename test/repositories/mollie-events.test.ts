import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApplyPaymentEventsService } from '../../src/shop/checkout/apply-payment-events.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { PaymentResultService } from '../../src/shop/checkout/payment-result.service.js';
import { PaymentEventsService } from '../../src/shop/payments/payment-events.service.js';
import { MollieStub } from '../support/mollie/mollie-stub.js';
import { remaining } from '../support/mollie/payments.js';
import { webhookServer } from '../support/stripe/webhook-server.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

let stub: MollieStub;
let shop: OrderShop;
let web: Awaited<ReturnType<typeof webhookServer>>;
let url: string;
beforeAll(async () => {
  stub = await MollieStub.open();
  shop = await orderShop(stub.settings());
  web = await webhookServer(shop.module);
  url = web.url.replace('/stripe', '/mollie');
});
afterAll(async () => {
  await web?.close();
  await shop?.close();
  await stub?.close();
});
afterEach(async () => {
  stub.faults.clear();
  expect(await audit(shop.database)).toEqual({});
});

const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
const state = async (number: string) => (await details(number)).state;
const becomes = async (number: string, wanted: string) => {
  await expect.poll(() => state(number)).toBe(wanted);
};
const tell = (id: string) => stub.tell(id, url);
const rows = (where = '1 = 1') => shop.count('payment_events', where);
const allApplied = async () => {
  await expect.poll(() => rows('applied_at IS NULL')).toBe(0);
};
const problems = (id: string) =>
  shop.database.query<{ problem: string }>(
    'SELECT problem FROM payment_events WHERE reference = ? AND problem IS NOT NULL',
    [id],
  );

/** An order that waits, and its payment at Mollie. */
async function order(choice = 'mollie_card') {
  const request = await shop.ready({ jacket: 1 }, choice);
  await shop.place(request);
  const { number } = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
  return { number, id: stub.of(number)[0]!.id };
}

describe('what Mollie tells', () => {
  it('brings an order from authorised to paid to refunded, told twice at once each time', async () => {
    const { number, id } = await order();
    const twice = async () => expect(await Promise.all([tell(id), tell(id)])).toEqual([200, 200]);
    stub.payments.end(id, 'pay');
    await twice();
    await becomes(number, 'authorised');
    stub.payments.capture(id, { amount: stub.payments.get(id).amount });
    await twice();
    await becomes(number, 'paid');
    stub.payments.refund(id, { amount: stub.payments.get(id).amount });
    await twice();
    await becomes(number, 'refunded');
    await allApplied();
    expect(await rows(`reference = '${id}'`)).toBe(3);
    const orderId = (await details(number)).id;
    expect(await shop.count('refunds', `order_id = ${orderId}`)).toBe(1);
    for (const name of ['confirmed', 'refunded'])
      expect(await shop.count('outbox', `dedupe_key REGEXP '^mail:order-${name}:${orderId}($|:)'`)).toBe(1);
    expect(await problems(id)).toEqual([]);
  });

  it('is enough when only the last word of it arrives', async () => {
    const { number, id } = await order();
    stub.payments.end(id, 'pay');
    stub.payments.capture(id, { amount: stub.payments.get(id).amount });
    stub.payments.refund(id, { amount: stub.payments.get(id).amount });
    expect(await tell(id)).toBe(200);
    await becomes(number, 'refunded');
  });

  it('pays an order by bank, and changes nothing when the shopper was faster', async () => {
    const { number, id } = await order('mollie_bank');
    stub.payments.end(id, 'pay');
    await Promise.all([tell(id), tell(id)]);
    await becomes(number, 'paid');
    const { happenings } = await details(number);
    expect(happenings.filter(({ event }) => event === 'capture')).toHaveLength(1);
  });

  it.each(['fail', 'cancel', 'expire'] as const)(
    'ends an order whose payment ended with: %s',
    async (how) => {
      const { number, id } = await order();
      stub.payments.end(id, how);
      expect(await tell(id)).toBe(200);
      await becomes(number, 'cancelled');
    },
  );

  it('gives back what was paid for an order that is cancelled already', async () => {
    const { number, id } = await order('mollie_bank');
    const late = await details(number);
    const options = { tender: late.tender, reason: 'not_confirmed', mailsTheNo: false } as const;
    await shop.module.get(PaymentResultService).apply(late, { status: 'declined', reason: 'late' }, options);
    expect(await state(number)).toBe('cancelled');
    stub.payments.end(id, 'pay');
    expect(await tell(id)).toBe(200);
    await expect.poll(() => remaining(stub.payments.get(id)).value).toBe('0.00');
    await allApplied();
    expect(await state(number)).toBe('cancelled');
    expect((await problems(id)).length).toBeGreaterThan(0);
  });

  it('says nothing new about what the shop has done itself', async () => {
    const { number, id } = await order();
    stub.payments.end(id, 'pay');
    await tell(id);
    await becomes(number, 'authorised');
    await shop.module.get(CaptureOrderService).capture(await details(number));
    await tell(id);
    await allApplied();
    expect(await state(number)).toBe('paid');
    const other = await order();
    stub.payments.end(other.id, 'pay');
    await tell(other.id);
    await becomes(other.number, 'authorised');
    await shop.module.get(CancelOrderService).cancel(await details(other.number));
    await tell(other.id);
    await allApplied();
    expect(await state(other.number)).toBe('cancelled');
  });
});

describe('what somebody else tells', () => {
  it('changes nothing, however often it is told that an unpaid order is paid', async () => {
    const { number, id } = await order();
    const body = new URLSearchParams({ id, status: 'paid', amount: '0.01' });
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
    expect(await rows(`reference = '${id}'`)).toBe(0);
    expect(await state(number)).toBe('pending_payment');
  });

  it('about a payment that is not ours is no reason to ask Mollie', async () => {
    const before = [stub.calls.length, await rows()];
    const foreign = stub.payments.create({ amount: { value: '9.00', currency: 'USD' } });
    for (const id of [foreign.id, 'tr_unknown', 'tr_', 'x', `tr_${'a'.repeat(70)}`, "tr_1' OR 1=1"])
      expect(await tell(id)).toBe(200);
    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
    expect([stub.calls.length, await rows()]).toEqual(before);
  });

  it('is refused when it is long, and when it comes too often', async () => {
    expect(
      (await fetch(url, { method: 'POST', body: new URLSearchParams({ id: 'a'.repeat(5000) }) })).status,
    ).toBe(413);
    const { id } = await order();
    const answers: number[] = [];
    for (let nth = 0; nth < 40; nth += 1) answers.push(await tell(id));
    expect([answers[0], answers.at(-1)]).toEqual([200, 429]);
    const asked = stub.calls.length;
    expect([await tell(id), stub.calls.length]).toEqual([429, asked]);
  });
});

it('is told again when Mollie could not be asked, and applied by the worker when a process died after it was kept', async () => {
  const { number, id } = await order();
  stub.payments.end(id, 'pay');
  stub.faults.plan('error_500', /GET/);
  expect(await tell(id)).toBe(503);
  expect(await rows(`reference = '${id}'`)).toBe(0);
  expect(await shop.module.get(PaymentEventsService).hearOf(id)).toBe(true);
  expect(await state(number)).toBe('pending_payment');
  await shop.database.execute(
    'UPDATE payment_events SET next_try_at = UTC_TIMESTAMP(3) WHERE applied_at IS NULL',
  );
  await shop.module.get(ApplyPaymentEventsService).applyDue();
  expect(await state(number)).toBe('authorised');
});
