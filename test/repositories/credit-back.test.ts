import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';
import { staff } from '../../src/shop/orders/actor.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { EditOrderService } from '../../src/shop/orders/edit-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { rounds } from '../support/tier.js';
import { creditDeeds, TOTAL } from './credit-deeds.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = rounds(20, { full: 50 });

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const { details, card, reviewWith, buy, charges, refund, paid } = creditDeeds(() => shop);

describe('what was taken comes back once', () => {
  it('when the payment is declined', async () => {
    const one = await card(1000);
    expect(await shop.place(await reviewWith([one], 'test_card_decline'))).toEqual({ kind: 'declined' });
    expect(await one.balance()).toBe(1000);
    expect(await one.entries()).toEqual(['issue 1000', 'spend -1000', 'give_back 1000']);
  });

  it(`when request and worker both hear the no, ${ROUNDS} times`, async () => {
    const pending = shop.module.get(PendingPaymentsService);
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await card(1000);
      const order = await buy([one], 'test_card_slow_decline');
      expect(order.state).toBe('pending_payment');
      await Promise.all([pending.ask(order, true), pending.ask(order, false), pending.ask(order, true)]);
      expect((await details(order.number)).state).toBe('cancelled');
      expect(await one.entries()).toEqual(['issue 1000', 'spend -1000', 'give_back 1000']);
      expect(await one.balance()).toBe(1000);
    }
  });

  it('when the process dies between the first transaction and the payment', async () => {
    const one = await card(1000);
    const request = await reviewWith([one]);
    vi.spyOn(shop.module.get(PaymentsService), 'authorise').mockRejectedValueOnce(new Error('killed'));
    await expect(shop.place(request)).rejects.toThrow('killed');
    vi.restoreAllMocks();
    expect(await one.balance()).toBe(0);
    await shop.age(120);
    await shop.module.get(PendingPaymentsService).askGateways();
    const [order] = await shop.database.query<{ state: string }>(
      'SELECT state FROM orders WHERE checkout_token = ?',
      [request.token],
    );
    expect(order?.state).toBe('cancelled');
    expect(await one.balance()).toBe(1000);
  });

  it('or pays the rest when its owner looks before the worker does', async () => {
    const one = await card(1000);
    const request = await reviewWith([one]);
    vi.spyOn(shop.module.get(PaymentsService), 'authorise').mockRejectedValueOnce(new Error('killed'));
    await expect(shop.place(request)).rejects.toThrow('killed');
    vi.restoreAllMocks();
    await shop.database.execute('UPDATE tenders SET changed_at = changed_at - INTERVAL 60 SECOND');
    const order = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
    expect(await shop.module.get(PendingPaymentsService).ask(order, false)).toMatchObject({
      state: 'authorised',
    });
    expect(await charges(order.number)).toMatchObject([{ amount: TOTAL - 1000 }]);
    expect(await one.balance()).toBe(0);
  });

  it('and pays all the same when the credit was enough and the process died', async () => {
    const one = await card(9000);
    const request = await reviewWith([one]);
    vi.spyOn(shop.module.get(PaymentsService), 'authorise').mockRejectedValueOnce(new Error('killed'));
    await expect(shop.place(request)).rejects.toThrow('killed');
    vi.restoreAllMocks();
    await shop.age(120);
    await shop.module.get(PendingPaymentsService).askGateways();
    const [order] = await shop.database.query<{ state: string }>(
      'SELECT state FROM orders WHERE checkout_token = ?',
      [request.token],
    );
    expect(order?.state).toBe('authorised');
    expect(await one.balance()).toBe(9000 - TOTAL);
  });

  it('when staff cancel the order, also when two do, and when a confirmation never came', async () => {
    const one = await card(1000);
    const order = await details((await buy([one])).number);
    const cancelling = shop.module.get(CancelOrderService);
    await Promise.all([cancelling.cancel(order, staff('test')), cancelling.cancel(order, staff('test'))]);
    expect(await charges(order.number)).toMatchObject([{ status: 'voided' }]);
    expect(await one.balance()).toBe(1000);
    expect(await shop.place(await reviewWith([one], 'test_card_confirm'))).toMatchObject({ kind: 'confirm' });
    expect(await one.balance()).toBe(0);
    await shop.age(3600);
    await shop.module.get(PendingPaymentsService).askGateways();
    expect(await one.balance()).toBe(1000);
  });
});

describe('refunds', () => {
  it('come from the provider first, then from the cards, and never more than each took', async () => {
    const [a, b] = [await card(500), await card(700)];
    const number = await paid([a, b]);
    const ofCard = TOTAL - 1200;
    expect(await refund(number, { amount: ofCard + 100 })).toMatchObject({ ok: true });
    expect(await details(number)).toMatchObject({
      state: 'paid',
      tender: { refunded: ofCard },
      credits: [{ refunded: 100 }, { refunded: 0 }],
    });
    expect([await a.balance(), await b.balance()]).toEqual([100, 0]);
    expect(await refund(number, { amount: 1101 })).toEqual({
      ok: false,
      reason: 'too_much',
      refundable: 1100,
    });
    expect(await refund(number, {})).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect([await a.balance(), await b.balance()]).toEqual([500, 700]);
    expect(await shop.count('test_card_refunds', `idempotency_key LIKE '${number}-refund-%'`)).toBe(1);
  });

  it(`of all of it by two at once are one, ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await card(1000);
      const number = await paid([one]);
      const outcomes = await Promise.all([refund(number, {}), refund(number, {})]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await one.balance()).toBe(1000);
      expect(await one.entries()).toEqual(['issue 1000', 'spend -1000', 'refund 1000']);
    }
  });

  it('that the provider refuses leave the card as it was; one whose answer got lost is finished once', async () => {
    const one = await card(1000);
    const number = await paid([one]);
    const gateway = vi.spyOn(shop.module.get(PaymentsService), 'refund');
    gateway.mockResolvedValueOnce({ status: 'refused', reason: 'card closed' });
    expect(await refund(number, {})).toMatchObject({ ok: false, reason: 'gateway_refused' });
    expect(await details(number)).toMatchObject({ tender: { refunded: 0 }, credits: [{ refunded: 0 }] });
    gateway.mockResolvedValueOnce({ status: 'unknown' });
    expect(await refund(number, {})).toMatchObject({ ok: false, reason: 'gateway_unknown' });
    expect(await one.balance()).toBe(0);
    await shop.database.execute('UPDATE refunds SET requested_at = requested_at - INTERVAL 60 SECOND');
    const refunding = shop.module.get(RefundOrderService);
    await Promise.all([refunding.finishOpen(10), refunding.finishOpen(10)]);
    expect((await details(number)).state).toBe('refunded');
    expect(await one.balance()).toBe(1000);
  });

  it('go back to a card that was disabled or has expired since', async () => {
    const one = await card(1000);
    const number = await paid([one]);
    await shop.module.get(IssueCreditService).disable(one.id);
    expect(await refund(number, {})).toMatchObject({ ok: true });
    expect(await one.balance()).toBe(1000);
  });
});

describe('pieces that are taken out before it is paid', () => {
  const takeOut = async (number: string, quantity: number) => {
    const order = await details(number);
    const pick = { lineId: order.lines[0]!.id, quantity };
    return shop.module.get(EditOrderService).takeOut(order, [pick], staff('test'));
  };

  it('come off the provider first, then go back to the card', async () => {
    const one = await card(4000);
    const { number, total } = await buy([one], undefined, 3);
    const ofCard = total - 4000;
    expect(ofCard).toBeGreaterThan(1900);
    expect(await takeOut(number, 2)).toMatchObject({ ok: true });
    expect(await shop.module.get(CaptureOrderService).capture(await details(number))).toMatchObject({
      ok: true,
    });
    expect(await charges(number)).toMatchObject([{ status: 'voided', captured: 0 }]);
    expect(await one.balance()).toBe(3800 - ofCard);
    expect(await refund(number, {})).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(await one.balance()).toBe(4000);
  });
});
