import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StockLine } from '../../src/shop/inventory/inventory.types.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import { rounds } from '../support/tier.js';

const AT_ONCE = 200;
const stock = (onHand: number, changes = {}) =>
  aProduct({ variants: [aVariant({ stock: { isCounted: true, sellsWhenOut: false, onHand, ...changes } })] });

describe('inventory', () => {
  let shop: TestCatalogue;
  beforeAll(async () => void (shop = await testCatalogue({ DATABASE_POOL_SIZE: '20' })));
  beforeEach(() => shop.reset());
  afterAll(() => shop.close());

  const idOf = async (...args: Parameters<typeof stock>) =>
    (await shop.save(stock(...args)))[0]!.variantIds[0]!;
  const availability = async (id: number) => (await shop.inventory.availability([id])).get(id)!;
  const row = async (id: number) =>
    (
      await shop.database.query<{ on_hand: number; reserved: number }>(
        'SELECT on_hand, reserved FROM stock_levels WHERE variant_id = ?',
        [id],
      )
    )[0];

  /** Reserves as an order does: what is refused is rolled back. */
  class Refused extends Error {}
  const buy = (...lines: StockLine[]) =>
    shop.database
      .transaction(async (tx) => {
        const outcome = await shop.inventory.reserve(tx, lines);
        if (!outcome.ok) throw new Refused();
        return true;
      })
      .catch((error: unknown) => {
        if (error instanceof Refused) return false;
        throw error;
      });

  it('lets 200 buyers at once have exactly the 10 pieces there are', async () => {
    for (let round = 0; round < rounds(20, { full: 20 }); round += 1) {
      const id = await idOf(10);
      const bought = await Promise.all(
        Array.from({ length: AT_ONCE }, () => buy({ variantId: id, quantity: 1 })),
      );
      expect(bought.filter(Boolean)).toHaveLength(10);
      expect(await availability(id)).toMatchObject({ available: 0, isAvailable: false, orderable: 0 });
      expect(await row(id)).toEqual({ on_hand: 10, reserved: 10 });
    }
  });

  it('sees 400 orders of two lines over three variants through without a deadlock anybody notices', async () => {
    const ids = [await idOf(1000), await idOf(1000), await idOf(1000)];
    const orders = Array.from({ length: 400 }, (_, n) =>
      buy({ variantId: ids[n % 3]!, quantity: 1 }, { variantId: ids[(n + 1 + (n % 2)) % 3]!, quantity: 1 }),
    );
    expect((await Promise.all(orders)).every(Boolean)).toBe(true);
    const rows = await Promise.all(ids.map(row));
    expect(rows.reduce((sum, level) => sum + level!.reserved, 0)).toBe(800);
  });

  it('adds up two lines of one variant before it asks', async () => {
    const id = await idOf(3);
    expect(await buy({ variantId: id, quantity: 2 }, { variantId: id, quantity: 2 })).toBe(false);
    expect(await buy({ variantId: id, quantity: 2 }, { variantId: id, quantity: 1 })).toBe(true);
    expect(await row(id)).toEqual({ on_hand: 3, reserved: 3 });
  });

  it('says which variant does not suffice and how many are left, and takes nothing of the order', async () => {
    const [plenty, few] = [await idOf(10), await idOf(2)];
    const outcome = await shop.database
      .transaction(async (tx) => {
        const result = await shop.inventory.reserve(tx, [
          { variantId: few, quantity: 3 },
          { variantId: plenty, quantity: 1 },
        ]);
        if (!result.ok) throw Object.assign(new Refused(), { result });
        return result;
      })
      .catch((error: { result: unknown }) => error.result);
    expect(outcome).toEqual({ ok: false, variantId: few, available: 2 });
    expect(await row(plenty)).toEqual({ on_hand: 10, reserved: 0 });
  });

  it('ships, releases and restocks what was reserved', async () => {
    const id = await idOf(10);
    const some = (quantity: number) => [{ variantId: id, quantity }];
    await buy(...some(6));
    await shop.database.transaction((tx) => shop.inventory.ship(tx, some(4)));
    expect(await row(id)).toEqual({ on_hand: 6, reserved: 2 });
    await shop.database.transaction((tx) => shop.inventory.release(tx, some(2)));
    expect(await row(id)).toEqual({ on_hand: 6, reserved: 0 });
    await shop.database.transaction((tx) => shop.inventory.restock(tx, some(4)));
    expect(await row(id)).toEqual({ on_hand: 10, reserved: 0 });
  });

  it('sells without limit what is not counted, or sells when out', async () => {
    for (const changes of [{ isCounted: false }, { sellsWhenOut: true }]) {
      const id = await idOf(0, changes);
      expect(await availability(id)).toMatchObject({ isAvailable: true, orderable: 9999 });
      expect(await buy({ variantId: id, quantity: 5 })).toBe(true);
    }
  });

  it('offers nothing of a variant that does not exist', async () => {
    expect(await availability(404)).toMatchObject({ isAvailable: false, orderable: 0 });
    expect(await buy({ variantId: 404, quantity: 1 })).toBe(false);
    expect(await shop.inventory.adjust(404, 5)).toBe(false);
  });

  it('keeps what is reserved when stock is set again, and shows no negative number', async () => {
    const id = await idOf(10);
    await buy({ variantId: id, quantity: 8 });
    expect(await shop.inventory.adjust(id, 5)).toBe(true);
    expect(await availability(id)).toMatchObject({ available: 0, orderable: 0 });
    expect(await row(id)).toEqual({ on_hand: 5, reserved: 8 });
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses to reserve %s pieces', async (quantity) => {
    const id = await idOf(10);
    await expect(buy({ variantId: id, quantity })).rejects.toThrow(RangeError);
  });
});
