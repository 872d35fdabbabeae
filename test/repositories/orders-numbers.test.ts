import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FIRST_DRAWN_NUMBER } from '../../src/core/orders/order-number.js';
import { OrderDraw } from '../../src/shop/orders/order-draw.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

describe('order numbers', () => {
  let shop: OrderShop;
  beforeAll(async () => void (shop = await orderShop()));
  afterAll(() => shop.close());
  afterEach(async () => {
    vi.restoreAllMocks();
    expect(await audit(shop.database)).toEqual({});
  });

  async function place() {
    const outcome = await shop.place(await shop.ready({ plenty: 1 }));
    if (outcome.kind !== 'placed') throw new Error(outcome.kind);
    return outcome.order;
  }

  it('do not tell how many orders there are, nor which came first', async () => {
    const numbers: number[] = [];
    for (let nth = 0; nth < 12; nth += 1) numbers.push(Number((await place()).number));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(FIRST_DRAWN_NUMBER);
    expect(new Set(numbers).size).toBe(12);
    const steps = numbers.slice(1).map((number, index) => Math.abs(number - numbers[index]!));
    expect(steps.filter((step) => step < 1000)).toEqual([]);
    expect(numbers).not.toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('are drawn again when another order has one already, also when two draw it at once', async () => {
    const taken = (await place()).id;
    const draws = [taken, taken, 123_456_789, 123_456_789];
    const real = OrderDraw.prototype.next.bind(shop.module.get(OrderDraw, { strict: false }));
    vi.spyOn(OrderDraw.prototype, 'next').mockImplementation(() => draws.shift() ?? real());
    const orders = await Promise.all([place(), place()]);
    expect(new Set([taken, ...orders.map(({ id }) => id)]).size).toBe(3);
    expect(orders.map(({ id }) => id)).toContain(123_456_789);
  });

  it('are found however they are typed, also one from before they were drawn', async () => {
    const { id } = await place();
    const orders = shop.module.get(OrdersService);
    const typed = String(id).replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3');
    expect((await orders.byNumber(typed))?.id).toBe(id);
    expect((await orders.byNumber(`#${typed.replaceAll(' ', '-')}`))?.id).toBe(id);
    vi.spyOn(OrderDraw.prototype, 'next').mockReturnValueOnce(1001);
    expect((await place()).number).toBe('1001');
    expect((await orders.byNumber('#1001'))?.id).toBe(1001);
    expect(await orders.byNumber('1000')).toBeNull();
  });

  it('are listed by when they were placed', async () => {
    const placed = [await place(), await place(), await place()];
    const { orders } = await shop.module.get(OrdersService).list({}, 1, 3);
    expect(orders.map(({ id }) => id)).toEqual(placed.map(({ id }) => id).toReversed());
  });
});
