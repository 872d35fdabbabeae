import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService, type RefundWish } from '../../src/shop/orders/refund-order.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
/** To Germany: every line has tax. */
const abroad = { ...ada, city: 'Berlin', region: '', postcode: '10115', country: 'DE' };

async function paid(items: Record<string, number>): Promise<string> {
  const outcome = await shop.place(await shop.ready(items, 'test_card_approve', abroad));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  await shop.module.get(CaptureOrderService).capture(await details(outcome.order.number));
  return outcome.order.number;
}
const refund = (number: string, wish: Partial<RefundWish>) =>
  shop.module.get(RefundOrderService).refund(Number(number), { amount: null, putsBack: false, ...wish });
const run = (line: string, options: Record<string, string | boolean> = {}) => {
  const [noun, deed, ...words] = line.split(' ');
  return orderCommands.find(({ name }) => name === `${noun} ${deed}`)!.run(shop.module, words, options);
};

describe('refunds of pieces and of the delivery', () => {
  it('add up to what the line cost with its tax, piece by piece, and to the order', async () => {
    const number = await paid({ plenty: 3 });
    const order = await details(number);
    const goodsTax = order.lines[0]!.tax;
    const delivery = order.total - order.subtotal + order.discount - goodsTax;
    expect(order.tax).toBeGreaterThan(0);
    for (let nth = 0; nth < 3; nth += 1)
      expect(await run(`order refund ${number}`, { line: 'PLENTY-1:1' })).toContain('It is paid now.');
    const given = (await details(number)).tender.refunded;
    expect(given).toBe(order.total - delivery);
    await expect(run(`order refund ${number}`, { line: 'PLENTY-1:1' })).rejects.toThrow('Only 0 of');
    expect(await run(`order refund ${number}`, { shipping: (delivery / 100).toFixed(2) })).toContain(
      'It is refunded now.',
    );
    const rows = await shop.database.query<{ tax: string }>(
      'SELECT SUM(tax) AS tax FROM refund_parts WHERE order_id = ?',
      [order.id],
    );
    expect(Number(rows[0]!.tax)).toBe(order.tax);
  });

  it('never give back more of the delivery than it cost, nor more than is left of the money', async () => {
    const number = await paid({ plenty: 1 });
    const { shipping, shippingTaxes, total, lines } = await details(number);
    const delivery = shipping + shippingTaxes.reduce((sum, { amount }) => sum + amount, 0);
    const parts = { lines: [], shipping: delivery + 1 };
    expect(await refund(number, { parts })).toEqual({ ok: false, reason: 'too_much', refundable: delivery });
    expect(await refund(number, { amount: total - 1 })).toMatchObject({ ok: true });
    const line = { lines: [{ lineId: lines[0]!.id, quantity: 1 }], shipping: 0 };
    expect(await refund(number, { parts: line })).toEqual({ ok: false, reason: 'too_much', refundable: 1 });
    expect((await details(number)).lines[0]!.refunded).toBe(0);
  });

  it('are done once per name, also when ten ask at once, also after the order is refunded', async () => {
    const number = await paid({ plenty: 2 });
    const { lines, total } = await details(number);
    const parts = { lines: [{ lineId: lines[0]!.id, quantity: 1 }], shipping: 0 };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => refund(number, { parts, name: 'claim-7' })),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual(outcomes.map(() => true));
    const once = (await details(number)).tender.refunded;
    expect(once).toBeLessThan(total);
    expect(await refund(number, { name: 'rest' })).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(await refund(number, { name: 'rest' })).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(await refund(number, { parts, name: 'claim-7' })).toMatchObject({ ok: true });
    expect((await details(number)).tender.refunded).toBe(total);
    expect(await shop.count('refunds', `order_id = ${number}`)).toBe(2);
  });

  it('of the same piece by two at once are one, 20 rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const number = await paid({ plenty: 1 });
      const { lines } = await details(number);
      const parts = { lines: [{ lineId: lines[0]!.id, quantity: 1 }], shipping: 0 };
      const outcomes = await Promise.all([refund(number, { parts }), refund(number, { parts })]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await details(number)).lines[0]!.refunded).toBe(1);
    }
  });

  it('that the provider refuses leave pieces and money to be asked for again', async () => {
    const number = await paid({ plenty: 2 });
    vi.spyOn(shop.module.get(PaymentsService), 'refund').mockResolvedValueOnce({
      status: 'refused',
      reason: 'card closed',
    });
    await expect(run(`order refund ${number}`, { line: 'PLENTY-1:2', reference: 'a' })).rejects.toThrow(
      'said no',
    );
    expect((await details(number)).lines[0]!.refunded).toBe(0);
    expect(await run(`order refund ${number}`, { line: 'PLENTY-1:2', reference: 'a' })).toContain(
      'given back',
    );
  });

  it('are typed as an amount or as parts, not as both', async () => {
    const number = await paid({ plenty: 1 });
    await expect(run(`order refund ${number}`, { amount: '1', line: 'PLENTY-1' })).rejects.toThrow(
      'not both',
    );
    await expect(run(`order refund ${number}`, { reference: 'a b' })).rejects.toThrow('no blanks');
  });
});
