import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { returnCommands } from '../../scripts/shop/return-commands.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { SHOPPER } from '../../src/shop/orders/actor.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import type { ReturnLine } from '../../src/shop/returns/return.js';
import { ReturnsService } from '../../src/shop/returns/returns.service.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const ROUNDS = 20;
const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;

async function sent(items: Record<string, number>): Promise<string> {
  const outcome = await shop.place(await shop.ready(items, 'test_card_approve'));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  const { number, id } = outcome.order;
  await shop.module.get(CaptureOrderService).capture(await details(number));
  await shop.module.get(ShipOrderService).ship(id, { carrier: null, trackingNumber: null });
  return number;
}
async function ask(number: string, quantity: number, reason: ReturnLine['reason'] = 'too_small') {
  const order = await details(number);
  const lines = [{ lineId: order.lines[0]!.id, quantity, reason }];
  return shop.module.get(ReturnsService).ask(order, lines, 'It pinches.', SHOPPER);
}
const run = (line: string, options: Record<string, string | boolean> = {}) => {
  const [noun, deed, ...words] = line.split(' ');
  return returnCommands.find(({ name }) => name === `${noun} ${deed}`)!.run(shop.module, words, options);
};
const stateOf = async (number: string) =>
  (await shop.module.get(ReturnsService).ofOrder(Number(number))).map(({ state }) => state);

describe('a return', () => {
  it('goes from asked for to money back; the goods are on the shelf again', async () => {
    const before = await shop.stock('plenty');
    const number = await sent({ plenty: 3 });
    expect(await ask(number, 2)).toMatchObject({ ok: true });
    expect(await run('return list', { state: 'requested' })).toContain(`${number}-R1`);
    expect(await run(`return approve ${number}`)).toContain('mail with the label');
    expect(await stateOf(number)).toEqual(['approved']);
    expect(await run(`return receive ${number}-R1`)).toContain('given back');
    expect(await stateOf(number)).toEqual(['refunded']);
    expect(await shop.stock('plenty')).toEqual({ ...before, onHand: before.onHand - 1 });
    const order = await details(number);
    expect(order.states).toEqual({ payment: 'partially_refunded', fulfilment: 'partially_returned' });
    expect(order.tender.refunded).toBe(2 * 1900);
    expect(await ask(number, 2)).toMatchObject({ ok: false, reason: 'too_many', left: 1 });
    expect(await ask(number, 1)).toMatchObject({ ok: true });
    expect(await run(`return receive ${number}`, { broken: true })).toContain('given back');
    expect((await details(number)).state).toBe('returned');
    expect((await shop.stock('plenty')).onHand).toBe(before.onHand - 1);
    const mails = await shop.count('outbox', `dedupe_key LIKE 'mail:order-return%:${number}:%'`);
    expect(mails).toBe(3);
  });

  it('can be refused with a reason, and asked for again', async () => {
    const number = await sent({ plenty: 1 });
    await ask(number, 1);
    await expect(run(`return refuse ${number}`)).rejects.toThrow('say why');
    expect(await run(`return refuse ${number}`, { answer: 'It was worn.' })).toContain('says why');
    await expect(run(`return approve ${number}`)).rejects.toThrow('no return that waits');
    expect(await ask(number, 1)).toMatchObject({ ok: true });
    expect(await stateOf(number)).toEqual(['refused', 'requested']);
  });

  it('is refused for what was not sent, and for more than is there', async () => {
    const number = await sent({ plenty: 1 });
    expect(await ask(number, 2)).toMatchObject({ ok: false, reason: 'too_many', left: 1 });
    const outcome = await shop.place(await shop.ready({ plenty: 1 }, 'test_card_approve'));
    if (outcome.kind !== 'placed') throw new Error(outcome.kind);
    expect(await ask(outcome.order.number, 1)).toMatchObject({ ok: false, reason: 'wrong_state' });
    await expect(run('return approve 4')).rejects.toThrow('There is no order 4.');
    await expect(run('return list', { state: 'lost' })).rejects.toThrow('--state is one of');
  });

  it('is open once per order, whoever asks at the same moment, 20 rounds', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await sent({ plenty: 2 });
      const outcomes = await Promise.all([ask(number, 1), ask(number, 1, 'damaged')]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes).toContainEqual({ ok: false, reason: 'return_is_open' });
      const again = shop.database.execute(
        `INSERT INTO returns (order_id, open_order_id, state, note, requested_at, changed_at)
         VALUES (?, ?, 'requested', '', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
        [Number(number), Number(number)],
      );
      if (round === 0) await expect(again).rejects.toThrow(/returns_open/);
      else await again.catch(() => undefined);
    }
  });

  it('is received once and paid back once by two who open the parcel, 20 rounds', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await shop.stock('plenty');
      const number = await sent({ plenty: 2 });
      await ask(number, 1);
      await Promise.allSettled([run(`return receive ${number}`), run(`return receive ${number}`)]);
      expect((await details(number)).tender.refunded).toBe(1900);
      expect((await shop.stock('plenty')).onHand).toBe(before.onHand - 1);
      expect(await stateOf(number)).toEqual(['refunded']);
    }
  });

  it('whose money got stuck is paid back by the same command again; the goods are counted once', async () => {
    const before = await shop.stock('plenty');
    const number = await sent({ plenty: 1 });
    await ask(number, 1);
    const payments = shop.module.get(PaymentsService);
    vi.spyOn(payments, 'refund').mockResolvedValueOnce({ status: 'unknown' });
    await expect(run(`return receive ${number}`)).rejects.toThrow('did not answer');
    expect(await stateOf(number)).toEqual(['received']);
    expect(await run(`return receive ${number}`)).toContain('given back');
    expect(await shop.stock('plenty')).toEqual(before);
    expect((await details(number)).tender.refunded).toBe(1900);
  });
});
