import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProductPairs } from '../../src/shop/catalog/pairs/product-pairs.service.js';
import { CatalogService } from '../../src/shop/catalog/catalog.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefreshPairsService } from '../../src/shop/recommendations/refresh-pairs.service.js';
import { orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = 20;

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop?.close());

async function order(email: string, ...handles: string[]): Promise<string> {
  const items = Object.fromEntries(handles.map((handle) => [handle, 1]));
  const placed = await shop.place(await shop.ready(items, 'invoice', undefined, { email }));
  if (placed.kind !== 'placed') throw new Error(`not placed: ${placed.kind}`);
  return placed.order.number;
}

/** The whole round of a day that is due, by this many workers. */
async function refresh(workers = 1): Promise<void> {
  await shop.database.execute('UPDATE product_pair_rounds SET after_id = 0, began_at = NULL');
  await Promise.all(Array.from({ length: workers }, () => shop.module.get(RefreshPairsService).refresh()));
}

const shown = async (handle: string) => {
  const { together, isSample } = await shop.module.get(CatalogService).beside(handle);
  return { together: together.map((card) => card.handle), isSample };
};
const pairs = async () => {
  const rows = await shop.database.query<{ pair: string; buyers: number }>(
    `SELECT CONCAT(a.handle, '+', b.handle) AS pair, p.buyers FROM product_pairs p
     JOIN products a ON a.id = p.product_id JOIN products b ON b.id = p.other_id WHERE p.is_sample = 0`,
  );
  return Object.fromEntries(rows.map(({ pair, buyers }) => [pair, buyers]));
};

describe('what is bought together', () => {
  beforeEach(async () => {
    await shop.database.execute('UPDATE orders SET placed_at = placed_at - INTERVAL 200 DAY');
    await refresh();
    expect(await pairs()).toEqual({});
  });

  it('is shown once three buyers had both in an order that stands, on both pages', async () => {
    await order('one@example.com', 'plenty', 'markup');
    await order('two@example.com', 'plenty', 'markup');
    for (let again = 0; again < 3; again += 1) await order('two@example.com', 'plenty', 'markup');
    const cancelled = await order('three@example.com', 'plenty', 'markup');
    const details = await shop.module.get(OrdersService).byNumber(cancelled);
    expect(await shop.module.get(CancelOrderService).cancel(details!)).toMatchObject({ ok: true });
    await order('four@example.com', 'plenty', 'wild-100-percent');
    await refresh();
    expect(await shown('plenty')).toMatchObject({ together: [] });
    await order('THREE@example.com', 'plenty', 'markup', 'jacket');
    await refresh();
    expect(await pairs()).toEqual({ 'plenty+markup': 3, 'markup+plenty': 3 });
    expect(await shown('plenty')).toEqual({ together: ['markup'], isSample: false });
    expect(await shown('markup')).toEqual({ together: ['plenty'], isSample: false });
  });

  it(`counts each order once, whoever counts at once and whoever dies, ${ROUNDS} of ${ROUNDS} rounds`, async () => {
    for (const buyer of ['a', 'b', 'c', 'd']) await order(`${buyer}@example.com`, 'plenty', 'markup');
    for (let round = 0; round < ROUNDS; round += 1) {
      await refresh(4);
      const dies = shop.module.get(ProductPairs).refreshSome(() => Promise.reject(new Error('killed')));
      await Promise.allSettled([dies, shop.module.get(RefreshPairsService).refresh()]);
      expect(await pairs()).toEqual({ 'plenty+markup': 4, 'markup+plenty': 4 });
    }
  });

  it('is read again a day later, and not before', async () => {
    await refresh();
    for (const buyer of ['a', 'b', 'c']) await order(`${buyer}@example.com`, 'plenty', 'markup');
    await shop.module.get(RefreshPairsService).refresh();
    expect(await pairs()).toEqual({});
    shop.clock.moment = new Date(Date.now() + 25 * 60 * 60 * 1000);
    await shop.module.get(RefreshPairsService).refresh();
    shop.clock.moment = null;
    expect(Object.keys(await pairs())).toHaveLength(2);
  });

  it('leaves out what cannot be bought, and says of samples that they are', async () => {
    await shop.module.get(ProductPairs).addSamples({ jacket: ['sold-out', 'ten-left', 'no-such-thing'] });
    expect(await shown('jacket')).toEqual({ together: ['ten-left'], isSample: true });
    await refresh();
    expect(await shop.count('product_pairs', 'is_sample = 1')).toBe(2);
  });
});
