import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { outboxCommands } from '../../scripts/shop/outbox-commands.js';
import { stockCommands } from '../../scripts/shop/stock-commands.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const parcel = { carrier: 'Mule', trackingNumber: 'M-1' };
const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
const capture = async (number: string) => shop.module.get(CaptureOrderService).capture(await details(number));
const cancel = async (number: string) => shop.module.get(CancelOrderService).cancel(await details(number));
const ship = (number: string) => shop.module.get(ShipOrderService).ship(Number(number), parcel);
const refund = (number: string, amount: number | null, putsBack = false) =>
  shop.module.get(RefundOrderService).refund(Number(number), { amount, putsBack });
const mails = (name: string, number: string) =>
  shop.count('outbox', `dedupe_key LIKE 'mail:order-${name}:${number}%'`);

async function order(
  items: Record<string, number> = { jacket: 2 },
  choice = 'test_card_approve',
): Promise<string> {
  const outcome = await shop.place(await shop.ready(items, choice));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  return outcome.order.number;
}

describe('the deeds of staff', () => {
  it('capture, ship and refund an order; stock and mails follow', async () => {
    const before = await shop.stock('jacket');
    const number = await order();
    expect(await capture(number)).toMatchObject({ ok: true, order: { state: 'paid' } });
    expect(await ship(number)).toMatchObject({ ok: true, order: { state: 'fulfilled' } });
    expect(await shop.stock('jacket')).toEqual({ onHand: before.onHand - 2, reserved: before.reserved });
    expect(await refund(number, null, true)).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(await shop.stock('jacket')).toEqual(before);
    const { tender, shipments, happenings } = await details(number);
    expect(tender).toMatchObject({ status: 'captured', captured: 18_000, refunded: 18_000 });
    expect(shipments).toMatchObject([parcel]);
    expect(happenings.map(({ event }) => event)).toEqual([
      'place',
      'authorise',
      'capture',
      'fulfil',
      'refund',
    ]);
    expect([await mails('shipped', number), await mails('refunded', number)]).toEqual([1, 1]);
  });

  it('refuse what the table of states does not have, and change nothing', async () => {
    const number = await order();
    expect(await ship(number)).toEqual({ ok: false, reason: 'wrong_state', state: 'authorised' });
    expect(await refund(number, null)).toEqual({ ok: false, reason: 'wrong_state', state: 'authorised' });
    await capture(number);
    expect(await capture(number)).toEqual({ ok: false, reason: 'wrong_state', state: 'paid' });
    expect(await cancel(number)).toEqual({ ok: false, reason: 'wrong_state', state: 'paid' });
    await ship(number);
    expect(await ship(number)).toEqual({ ok: false, reason: 'wrong_state', state: 'fulfilled' });
    expect(await refund('999999', 1)).toEqual({ ok: false, reason: 'not_found' });
    expect(await mails('shipped', number)).toBe(1);
  });

  it('cancel: the goods are for sale again, the money is let go, once', async () => {
    const before = await shop.stock('jacket');
    const number = await order();
    const outcomes = await Promise.all([cancel(number), cancel(number), cancel(number)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await shop.stock('jacket')).toEqual(before);
    expect(await shop.count('test_card_charges', `idempotency_key = '${number}' AND status = 'voided'`)).toBe(
      1,
    );
    expect(await mails('cancelled', number)).toBe(1);
  });

  it('capture and cancel at the same moment end in one of the two, with money to match', async () => {
    for (let round = 0; round < 20; round += 1) {
      const number = await order({ plenty: 1 });
      await Promise.all([capture(number), cancel(number)]);
      const { state, tender } = await details(number);
      const [charge] = await shop.database.query<{ status: string }>(
        'SELECT status FROM test_card_charges WHERE idempotency_key = ?',
        [number],
      );
      expect([`${state} ${tender.status} ${charge!.status}`]).toContainEqual(
        expect.stringMatching(/^(paid captured captured|cancelled voided voided)$/),
      );
    }
  });

  it('never give back more than was taken, also when ten ask at once', async () => {
    const number = await order({ plenty: 2 });
    const { total } = await details(number);
    await capture(number);
    expect(await refund(number, total + 1)).toEqual({ ok: false, reason: 'too_much', refundable: total });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => refund(number, 1000)));
    const done = outcomes.filter(({ ok }) => ok).length;
    expect(done).toBe(Math.floor(total / 1000));
    expect((await details(number)).tender.refunded).toBe(done * 1000);
    expect((await details(number)).state).toBe('paid');
    expect(await refund(number, null)).toMatchObject({ ok: true, order: { state: 'refunded' } });
    const [row] = await shop.database.query<{ given: string }>(
      'SELECT SUM(r.amount) AS given FROM test_card_refunds r JOIN test_card_charges c ON c.reference = r.reference WHERE c.idempotency_key = ?',
      [number],
    );
    expect(Number(row!.given)).toBe(total);
    expect(await mails('refunded', number)).toBe(done + 1);
  });

  it('finish a capture whose answer got lost by asking again, without taking the money twice', async () => {
    const number = await order({ plenty: 1 });
    const payments = shop.module.get(PaymentsService);
    const real = payments.capture.bind(payments);
    vi.spyOn(payments, 'capture').mockImplementationOnce(async (gateway, request) => {
      await real(gateway, request);
      return { status: 'unknown' };
    });
    expect(await capture(number)).toEqual({ ok: false, reason: 'gateway_unknown' });
    expect(await cancel(number)).toEqual({ ok: false, reason: 'busy' });
    expect(await capture(number)).toMatchObject({ ok: true, order: { state: 'paid' } });
  });

  it('finish a refund whose answer got lost, once, in the worker', async () => {
    const number = await order({ plenty: 1 });
    await capture(number);
    const payments = shop.module.get(PaymentsService);
    const real = payments.refund.bind(payments);
    vi.spyOn(payments, 'refund').mockImplementationOnce(async (gateway, request) => {
      await real(gateway, request);
      return { status: 'unknown' };
    });
    expect(await refund(number, 500)).toEqual({ ok: false, reason: 'gateway_unknown' });
    expect((await details(number)).tender.refunded).toBe(500);
    await shop.database.execute('UPDATE refunds SET requested_at = requested_at - INTERVAL 1 HOUR');
    const refunds = shop.module.get(RefundOrderService);
    await Promise.all([refunds.finishOpen(10), refunds.finishOpen(10)]);
    expect(await shop.count('refunds', 'done_at IS NULL')).toBe(0);
    expect(await shop.count('test_card_refunds', `idempotency_key LIKE '${number}-refund-%'`)).toBe(1);
    expect(await mails('refunded', number)).toBe(1);
  });

  it('give the goods back when everything is refunded before they were sent', async () => {
    const before = await shop.stock('jacket');
    const number = await order();
    await capture(number);
    await refund(number, null);
    expect(await shop.stock('jacket')).toEqual(before);
  });
});

describe('the money for an invoice', () => {
  it('is told of once when it has come, also when two note it at once, and nothing is told of a card', async () => {
    const number = await order({ jacket: 1 }, 'invoice');
    expect(await mails('paid', number)).toBe(0);
    const outcomes = await Promise.all([capture(number), capture(number)]);
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    expect(await mails('paid', number)).toBe(1);
    const byCard = await order({ jacket: 1 });
    expect(await capture(byCard)).toMatchObject({ ok: true });
    expect(await mails('paid', byCard)).toBe(0);
  });
});

describe('the commands of staff', () => {
  const run = (line: string, options: Record<string, string | boolean> = {}) => {
    const [noun, deed, ...words] = line.split(' ');
    const command = [...orderCommands, ...stockCommands, ...outboxCommands].find(
      ({ name }) => name === `${noun} ${deed}`,
    );
    return command!.run(shop.module, words, options);
  };

  it('do the deed and say what the order is now', async () => {
    const number = await order({ plenty: 1 }, 'invoice');
    expect(await run('order list', { state: 'authorised' })).toMatch(
      new RegExp(`^${number} .*\\$24.90`, 'm'),
    );
    expect(await run(`order capture ${number}`)).toBe(`Order ${number}: money taken. It is paid now.`);
    expect(await run(`order refund #${number}`, { amount: '4.90' })).toContain('$4.90 given back');
    expect(await run(`order ship ${number}`, { carrier: 'Mule' })).toContain('It is fulfilled now.');
    const shown = await run(`order show ${number}`);
    expect(shown).toContain('$19.00 - $0.00 + delivery $5.90 + tax $0.00 = $24.90');
    expect(shown).toContain('PLENTY-1');
    expect(shown).toContain('refunded $4.90');
  });

  it('refuse in a sentence that says what is possible', async () => {
    const number = await order({ plenty: 1 }, 'invoice');
    await expect(run(`order ship ${number}`)).rejects.toThrow(
      `Order ${number} is authorised. Possible now: order capture ${number}, order cancel ${number}.`,
    );
    await run(`order capture ${number}`);
    await expect(run(`order refund ${number}`, { amount: '99' })).rejects.toThrow('At most $24.90');
    await expect(run(`order refund ${number}`, { amount: '-1' })).rejects.toThrow('is no amount');
    await expect(run('order show 4')).rejects.toThrow('There is no order 4.');
    await expect(run('order list', { state: 'lost' })).rejects.toThrow('--state is one of');
  });

  it('name what was given up, and have it tried again', async () => {
    expect(await run('outbox list')).toBe('Nothing was given up.');
    const number = await order({ plenty: 1 });
    const key = `mail:order-confirmed:${number}`;
    await shop.database.execute(
      `UPDATE outbox SET attempts = 16, available_at = NULL, last_error = 'no such\\nmailbox' WHERE dedupe_key = ?`,
      [key],
    );
    const listed = await run('outbox list');
    expect(listed).toMatch(new RegExp(`^ *(\\d+)  .*  mail +${key} +16  no such mailbox$`, 'm'));
    const id = /^ *(\d+)  .*mail:order/m.exec(listed)![1]!;
    expect(await run(`outbox retry ${id}`)).toContain('is tried again');
    expect(await run('outbox list')).toBe('Nothing was given up.');
    await expect(run(`outbox retry ${id}`)).rejects.toThrow('Nothing that was given up has the id');
    await expect(run('outbox retry all')).rejects.toThrow('by its id');
  });

  it('set what is on the shelf, by SKU or by id', async () => {
    const id = shop.variant('ten-left');
    expect(await run(`stock set ${id} 12`)).toBe(`Variant ${id}: 12 on hand, 12 available.`);
    expect((await shop.stock('ten-left')).onHand).toBe(12);
    expect(await run('stock set PLENTY-1 7')).toContain('7 on hand');
    await expect(run('stock set NOTHING 7')).rejects.toThrow('No variant has the SKU NOTHING.');
    await expect(run(`stock set ${id} -1`)).rejects.toThrow('whole number');
  });
});
