import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { orderShop, type OrderShop } from './orders-shop.js';

/** Two versions of the shop work beside each other while a new one is rolled out. */
describe('orders that an older version works on too', () => {
  let shop: OrderShop;
  beforeAll(async () => void (shop = await orderShop()));
  afterAll(() => shop.close());

  async function place(): Promise<{ id: number; number: string }> {
    const outcome = await shop.place(await shop.ready({ plenty: 2 }, 'test_card_approve'));
    if (outcome.kind !== 'placed') throw new Error(outcome.kind);
    return outcome.order;
  }
  /** As versions do that know only the column `state`. */
  const olderWrites = (id: number, state: string) =>
    shop.database.execute('UPDATE orders SET state = ? WHERE id = ?', [state, id]);
  const read = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
  const columns = async (id: number) =>
    (
      await shop.database.query('SELECT state, payment_state, fulfilment_state FROM orders WHERE id = ?', [
        id,
      ])
    )[0];

  it('are read as it left them, and written whole with the next change', async () => {
    const { id, number } = await place();
    await olderWrites(id, 'paid');
    await shop.database.execute(
      `UPDATE tenders SET status = 'captured', captured = amount WHERE order_id = ?`,
      [id],
    );
    expect((await read(number)).states).toEqual({ payment: 'paid', fulfilment: 'unfulfilled' });
    await shop.module.get(ShipOrderService).ship(id, { carrier: null, trackingNumber: null });
    expect(await columns(id)).toEqual({
      state: 'fulfilled',
      payment_state: 'paid',
      fulfilment_state: 'fulfilled',
    });
  });

  it('are read when it placed them: it leaves the new columns empty', async () => {
    const { id, number } = await place();
    await shop.database.execute(
      `UPDATE orders SET state = 'pending_payment', payment_state = NULL, fulfilment_state = NULL WHERE id = ?`,
      [id],
    );
    expect((await read(number)).state).toBe('pending_payment');
    await olderWrites(id, 'cancelled');
    expect((await read(number)).states).toEqual({ payment: 'voided', fulfilment: 'cancelled' });
    const refund = shop.module.get(RefundOrderService);
    expect(await refund.refund(id, { amount: null, putsBack: false })).toMatchObject({
      reason: 'wrong_state',
    });
  });
});
