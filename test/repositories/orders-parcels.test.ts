import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => expect(await audit(shop.database)).toEqual({}));

const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;

async function paid(items: Record<string, number>): Promise<string> {
  const outcome = await shop.place(await shop.ready(items, 'test_card_approve'));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  const { number } = outcome.order;
  await shop.module.get(CaptureOrderService).capture(await details(number));
  return number;
}
const run = (line: string, options: Record<string, string | boolean> = {}) => {
  const [noun, deed, ...words] = line.split(' ');
  return orderCommands.find(({ name }) => name === `${noun} ${deed}`)!.run(shop.module, words, options);
};
const mails = (name: string, number: string) =>
  shop.count('outbox', `dedupe_key LIKE 'mail:order-${name}:${number}%'`);

describe('parcels', () => {
  it('take some of the pieces each; stock leaves with each, and each has its mail', async () => {
    const before = await shop.stock('plenty');
    const number = await paid({ plenty: 3, jacket: 1 });
    const first = { line: 'PLENTY-1:2', carrier: 'Mule', tracking: 'M-1' };
    expect(await run(`order ship ${number}`, first)).toContain('It is partially fulfilled now.');
    expect(await shop.stock('plenty')).toEqual({ onHand: before.onHand - 2, reserved: before.reserved + 1 });
    await expect(run(`order ship ${number}`, { line: 'PLENTY-1:2' })).rejects.toThrow('Only 1 of');
    await expect(run(`order ship ${number}`, { line: 'TENT:1' })).rejects.toThrow(
      'has the SKU or variant TENT',
    );
    await expect(run(`order ship ${number}`, { line: 'PLENTY-1:0' })).rejects.toThrow('at least 1');
    await expect(run(`order cancel ${number}`)).rejects.toThrow(
      'partially fulfilled. Possible now: order ship',
    );
    expect(await run(`order ship ${number}`)).toContain('It is fulfilled now.');
    expect(await shop.stock('plenty')).toEqual({ onHand: before.onHand - 3, reserved: before.reserved });
    expect(await mails('shipped', number)).toBe(2);
    const { shipments, lines } = await details(number);
    expect(shipments.map((one) => one.lines.map(({ quantity }) => quantity))).toEqual([[2], [1, 1]]);
    expect(lines.map(({ quantity, shipped }) => quantity - shipped)).toEqual([0, 0]);
  });

  it('arrive: the order is delivered, once, with a mail', async () => {
    const number = await paid({ plenty: 1 });
    await expect(run(`order delivered ${number}`)).rejects.toThrow('is paid');
    await run(`order ship ${number}`);
    expect(await run(`order delivered ${number}`)).toContain('It is delivered now.');
    await expect(run(`order delivered ${number}`)).rejects.toThrow('is delivered');
    expect(await mails('delivered', number)).toBe(1);
  });

  it('never hold more than was ordered, whoever packs at the same moment', async () => {
    const ships = shop.module.get(ShipOrderService);
    for (let round = 0; round < 20; round += 1) {
      const number = await paid({ plenty: 3 });
      const { id, lines } = await details(number);
      const pack = (quantity: number) =>
        ships.ship(id, { carrier: null, trackingNumber: null, lines: [{ lineId: lines[0]!.id, quantity }] });
      const outcomes = await Promise.all([pack(2), pack(2), pack(1), pack(1)]);
      const after = await details(number);
      const shipped = outcomes.map(({ ok }, nth) => (ok ? [2, 2, 1, 1][nth]! : 0)).reduce((a, b) => a + b);
      // Two, when both ones come first; three in any other order.
      expect([2, 3]).toContain(shipped);
      expect(after.lines[0]!.shipped).toBe(shipped);
      expect(outcomes.filter(({ ok }) => ok).length).toBe(after.shipments.length);
      expect(after.state).toBe(shipped === 3 ? 'fulfilled' : 'partially_fulfilled');
    }
  });

  it('are refused by the table itself beyond what was ordered', async () => {
    const { lines } = await details(await paid({ plenty: 2 }));
    const more = shop.database.execute('UPDATE order_lines SET shipped = 3 WHERE id = ?', [lines[0]!.id]);
    await expect(more).rejects.toThrow(/order_lines_pieces/);
  });

  it('and a refund of everything at the same moment leave no piece twice, 20 rounds', async () => {
    const before = await shop.stock('plenty');
    let gone = 0;
    for (let round = 0; round < 20; round += 1) {
      const number = await paid({ plenty: 2 });
      const { id, lines } = await details(number);
      const part = [{ lineId: lines[0]!.id, quantity: 1 }];
      await Promise.all([
        shop.module.get(ShipOrderService).ship(id, { carrier: null, trackingNumber: null, lines: part }),
        shop.module.get(RefundOrderService).refund(id, { amount: null, putsBack: false }),
      ]);
      const after = await details(number);
      expect(after.state).toBe('refunded');
      gone += after.lines[0]!.shipped;
    }
    expect(await shop.stock('plenty')).toEqual({ onHand: before.onHand - gone, reserved: before.reserved });
  });
});

describe('the history of an order', () => {
  it('says who did what', async () => {
    const number = await paid({ plenty: 2 });
    await run(`order ship ${number}`, { line: 'PLENTY-1:1', carrier: 'Mule', tracking: 'M-7' });
    const { happenings } = await details(number);
    expect(happenings.map(({ event, by }) => `${event} ${by!.kind} ${by!.name}`)).toEqual([
      'place shopper null',
      'authorise provider test_card',
      'capture shop null',
      'part_fulfil staff order ship',
    ]);
    const shown = await run(`order show ${number}`);
    expect(shown).toMatch(/part_fulfil +partially_fulfilled +staff: order ship +1 x PLENTY-1; Mule; M-7/);
    expect(shown).toMatch(/PLENTY-1 +1 of 2/);
  });
});
