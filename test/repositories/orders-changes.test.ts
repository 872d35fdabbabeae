import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { SHOPPER, staff } from '../../src/shop/orders/actor.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { EditOrderService } from '../../src/shop/orders/edit-order.service.js';
import { EndOrderService } from '../../src/shop/orders/end-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => expect(await audit(shop.database)).toEqual({}));

const ROUNDS = 20;
const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
const parcel = { carrier: null, trackingNumber: null };

async function place(items: Record<string, number>, choice = 'test_card_approve'): Promise<string> {
  const outcome = await shop.place(await shop.ready(items, choice));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  return outcome.order.number;
}
async function paid(items: Record<string, number>): Promise<string> {
  const number = await place(items);
  await shop.module.get(CaptureOrderService).capture(await details(number));
  return number;
}
const end = async (number: string) => shop.module.get(EndOrderService).end(await details(number), SHOPPER);
const ship = (number: string) => shop.module.get(ShipOrderService).ship(Number(number), parcel);
const run = (line: string, options: Record<string, string | boolean> = {}) => {
  const [noun, deed, ...words] = line.split(' ');
  return orderCommands.find(({ name }) => name === `${noun} ${deed}`)!.run(shop.module, words, options);
};
const charge = async (number: string) =>
  (
    await shop.database.query<{ status: string; captured: number; given: string }>(
      `SELECT c.status, c.captured, (SELECT COALESCE(SUM(r.amount), 0) FROM test_card_refunds r
       WHERE r.reference = c.reference) AS given FROM test_card_charges c WHERE c.idempotency_key = ?`,
      [number],
    )
  )[0]!;

describe('cancelling before anything has left', () => {
  it('lets the money go that was set aside, and says that the shopper did it', async () => {
    const before = await shop.stock('plenty');
    const number = await place({ plenty: 2 });
    expect(await end(number)).toMatchObject({
      ok: true,
      order: { state: 'cancelled', cancelReason: 'by_shopper' },
    });
    expect(await charge(number)).toMatchObject({ status: 'voided' });
    expect(await shop.stock('plenty')).toEqual(before);
    expect((await details(number)).happenings.at(-1)).toMatchObject({ event: 'cancel', by: SHOPPER });
    expect(await end(number)).toMatchObject({ ok: false, reason: 'wrong_state' });
  });

  it('gives back what was paid, all of it and once, and the goods are for sale again', async () => {
    const before = await shop.stock('plenty');
    const number = await paid({ plenty: 2 });
    const outcomes = await Promise.all([end(number), end(number), end(number)]);
    expect(outcomes.some(({ ok }) => ok)).toBe(true);
    const { captured, given } = await charge(number);
    expect(Number(given)).toBe(captured);
    expect(await shop.stock('plenty')).toEqual(before);
    expect((await details(number)).states).toEqual({ payment: 'refunded', fulfilment: 'cancelled' });
  });

  it('and sending at the same moment: either it is sent, or the money is back', async () => {
    const before = await shop.stock('plenty');
    let sent = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await paid({ plenty: 1 });
      const [ended, shipped] = await Promise.all([end(number), ship(number)]);
      expect([ended.ok, shipped.ok].filter(Boolean)).toHaveLength(1);
      if (shipped.ok) sent += 1;
      const { given, captured } = await charge(number);
      expect(Number(given)).toBe(shipped.ok ? 0 : captured);
    }
    expect(await shop.stock('plenty')).toEqual({ ...before, onHand: before.onHand - sent });
  });

  it('of an order of 0.00 asks nobody for money', async () => {
    await shop.database.execute('UPDATE delivery_methods SET price = 0');
    await shop.database.execute('UPDATE variants SET price = 0 WHERE id = ?', [shop.variant('ten-left')]);
    const free = async () => {
      const number = await place({ 'ten-left': 1 });
      await shop.module.get(CaptureOrderService).capture(await details(number));
      return number;
    };
    const number = await free();
    expect(await details(number)).toMatchObject({ total: 0, state: 'paid' });
    expect(await end(number)).toMatchObject({ ok: true, order: { state: 'refunded' } });
    expect(await ship(await free())).toMatchObject({ ok: true });
    expect(await shop.count('test_card_charges', `idempotency_key = '${number}'`)).toBe(0);
  });
});

describe('changing an order before it leaves', () => {
  it('takes another street and note in the same country; not after it has left', async () => {
    const number = await paid({ plenty: 1 });
    const edit = shop.module.get(EditOrderService);
    const moved = { ...ada, address1: '2 Fir Street', country: 'FR', region: '' };
    const outcome = await edit.changeAddress(Number(number), moved, 'Ring twice', SHOPPER);
    expect(outcome).toMatchObject({ ok: true });
    expect(await details(number)).toMatchObject({
      note: 'Ring twice',
      shippingAddress: { address1: '2 Fir Street', country: 'US', region: 'OR' },
    });
    await ship(number);
    expect(await edit.changeAddress(Number(number), ada, '', SHOPPER)).toMatchObject({
      reason: 'wrong_state',
    });
  });

  it('takes pieces out before it is paid: so much less is taken', async () => {
    const before = await shop.stock('jacket');
    const number = await place({ plenty: 3, jacket: 1 });
    const { total } = await details(number);
    expect(await run(`order edit ${number}`, { line: 'PLENTY-1:2' })).toContain('taken out');
    await expect(run(`order edit ${number}`, { line: 'PLENTY-1:2' })).rejects.toThrow('Only 1 of');
    const { variantId } = (await details(number)).lines.find(({ sku }) => sku !== 'PLENTY-1')!;
    const all = `PLENTY-1:1,${variantId}`;
    await expect(run(`order edit ${number}`, { line: all })).rejects.toThrow('Cancel it instead');
    await run(`order capture ${number}`);
    expect(await charge(number)).toMatchObject({ captured: total - 2 * 1900 });
    await run(`order ship ${number}`);
    expect((await details(number)).state).toBe('fulfilled');
    expect(await shop.stock('jacket')).toEqual({ ...before, onHand: before.onHand - 1 });
  });

  it('takes pieces out after it was paid: what they cost is given back; the last ones end the sending', async () => {
    const number = await paid({ plenty: 3 });
    await run(`order ship ${number}`, { line: 'PLENTY-1:1' });
    expect(await run(`order edit ${number}`, { line: 'PLENTY-1:2' })).toContain('It is fulfilled now.');
    expect(Number((await charge(number)).given)).toBe(2 * 1900);
    expect((await details(number)).lines[0]).toMatchObject({ shipped: 1, dropped: 2, refunded: 2 });
  });

  it('and sending it at the same moment never moves a piece twice, 20 rounds', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await paid({ plenty: 3 });
      const order = await details(number);
      const picks = [{ lineId: order.lines[0]!.id, quantity: 2 }];
      const [edited, shipped] = await Promise.all([
        shop.module.get(EditOrderService).takeOut(order, picks, staff('order edit')),
        ship(number),
      ]);
      const after = (await details(number)).lines[0]!;
      expect(after.shipped + after.dropped).toBe(3);
      expect(after.dropped).toBe(edited.ok ? 2 : 0);
      expect(shipped.ok).toBe(true);
      expect(Number((await charge(number)).given)).toBe(edited.ok ? 2 * 1900 : 0);
    }
  });
});
