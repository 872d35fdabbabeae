import type { EntityManager } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { productPageName } from '../../src/core/catalog/product-page-name.js';
import { STOCK_TURNS } from '../../src/core/inventory/shown-stock.js';
import { CacheChanges } from '../../src/platform/cache/cache-changes.js';
import type { StockLine } from '../../src/shop/inventory/inventory.types.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';

let shop: TestCatalogue;
beforeAll(async () => void (shop = await testCatalogue()));
beforeEach(() => shop.reset());
afterEach(() => vi.restoreAllMocks());
afterAll(() => shop.close());

/** A product with one variant, and what the cache is told while something is done to its stock. */
async function product(onHand: number, more = {}) {
  const stock = { isCounted: true, sellsWhenOut: false, onHand, ...more };
  const [saved] = await shop.save(aProduct({ variants: [aVariant({ stock })] }));
  const [row] = await shop.database.query<{ handle: string }>(
    'SELECT p.handle FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = ?',
    [saved!.variantIds[0]!],
  );
  return { id: saved!.variantIds[0]!, page: productPageName(row!.handle) };
}

async function toldDuring(deed: (tx: EntityManager) => Promise<unknown>): Promise<string[][]> {
  const forget = vi.spyOn(shop.get(CacheChanges), 'forgetAfter');
  await shop.database.transaction(deed);
  const told = forget.mock.calls.map(([, names]) => [...names]);
  forget.mockRestore();
  return told;
}

describe('pages are told of stock', () => {
  it.each([
    ['while few are left', 5, 1, false],
    ['when few begin to be left', 6, 1, false],
    ['when the last one goes', 1, 1, true],
    ['when all go at once', 10, 10, true],
  ])('%s, lists only when something sells out', async (_when, onHand, quantity, turnsLists) => {
    const { id, page } = await product(onHand);
    const lines: StockLine[] = [{ variantId: id, quantity }];
    const lists = turnsLists ? [STOCK_TURNS] : [];
    expect(await toldDuring((tx) => shop.inventory.reserve(tx, lines))).toEqual([[page, ...lists]]);
    expect(await toldDuring((tx) => shop.inventory.release(tx, lines))).toEqual([[page, ...lists]]);
  });

  it('and not of a sale of one of many', async () => {
    const { id } = await product(50);
    const lines = [{ variantId: id, quantity: 1 }];
    expect(await toldDuring((tx) => shop.inventory.reserve(tx, lines))).toEqual([]);
    expect(await toldDuring((tx) => shop.inventory.release(tx, lines))).toEqual([]);
    expect(await toldDuring((tx) => shop.inventory.ship(tx, lines))).toEqual([]);
  });

  it('of those whose words change, of an order of several', async () => {
    const [many, last] = [await product(50), await product(1)];
    const lines = [many, last].map(({ id }) => ({ variantId: id, quantity: 1 }));
    expect(await toldDuring((tx) => shop.inventory.reserve(tx, lines))).toEqual([[last.page, STOCK_TURNS]]);
  });

  it('of lists too when one of several sells out, and another only gets scarce', async () => {
    const [scarce, last] = [await product(4), await product(1)];
    const lines = [scarce, last].map(({ id }) => ({ variantId: id, quantity: 1 }));
    const told = await toldDuring((tx) => shop.inventory.reserve(tx, lines));
    expect(told.map((names) => names.toSorted())).toEqual([[scarce.page, last.page, STOCK_TURNS].toSorted()]);
  });

  it('when goods come back', async () => {
    const { id, page } = await product(0);
    const lines = [{ variantId: id, quantity: 2 }];
    expect(await toldDuring((tx) => shop.inventory.restock(tx, lines))).toEqual([[page, STOCK_TURNS]]);
  });

  it('whenever staff enter a level, and not when they enter none', async () => {
    const { id, page } = await product(3);
    expect(await toldDuring(() => shop.inventory.adjust(id, 4))).toEqual([[page, STOCK_TURNS]]);
    const level = { variantId: id, isCounted: true, sellsWhenOut: false, onHand: 8 };
    expect(await toldDuring((tx) => shop.inventory.setStock(tx, [level]))).toEqual([[page, STOCK_TURNS]]);
    expect(await shop.inventory.levels([id, 404])).toEqual(new Map([[id, { ...level, reserved: 0 }]]));
    expect(await toldDuring((tx) => shop.inventory.setStock(tx, []))).toEqual([]);
    expect(await shop.inventory.availability([])).toEqual(new Map());
  });

  it.each([0, -1, 1.5])('never of %s pieces: that is no quantity', async (quantity) => {
    const { id } = await product(3);
    const reserving = toldDuring((tx) => shop.inventory.reserve(tx, [{ variantId: id, quantity }]));
    await expect(reserving).rejects.toThrow(new RangeError(`not a quantity: ${quantity}`));
  });
});
