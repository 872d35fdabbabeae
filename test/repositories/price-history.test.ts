import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../src/platform/clock/clock.js';
import type { LowestPrice } from '../../src/core/pricing/price-history.js';
import { EditPriceLists } from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { PriceHistory } from '../../src/shop/catalog/price-history/price-history.service.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';

const DAY_MS = 86_400_000;
const EUROS = { currency: 'EUR', rate: '0.9', roundsTo: 1 };
const seen = (price: number): LowestPrice => ({ price, since: null });

let shop: TestCatalogue;
let now: number;
let variantId: number;
const lists = () => shop.get<EditPriceLists>(EditPriceLists);

beforeAll(async () => {
  shop = await testCatalogue({ SHOP_TIME_ZONE: 'Europe/Berlin' });
  vi.spyOn(shop.get<Clock>(Clock), 'now').mockImplementation(() => new Date(now));
});
beforeEach(async () => {
  await shop.reset();
  await shop.database.execute('DELETE FROM price_lists');
  await shop.database.execute('DELETE FROM price_list_changes');
  now = Date.parse('2026-01-01T12:00:00Z');
  await costs(2400);
});
afterAll(() => shop.close());

/** The cap, saved at a price, `days` after the last time. */
async function costs(price: number, compareAtPrice: number | null = null, days = 0): Promise<void> {
  now += days * DAY_MS;
  const [saved] = await shop.save(
    aProduct({ handle: 'cap', title: 'Cap', variants: [aVariant({ price, compareAtPrice })] }),
  );
  variantId = saved!.variantIds[0]!;
}

const shown = async (list: typeof EUROS | null = null) =>
  (await shop.catalog.productPage('cap', list))!.variants[0]!.lowest;
const rows = async () =>
  (
    await shop.database.query<{ price: number; at: Date }>(
      'SELECT price, changed_at AS at FROM price_changes WHERE variant_id = ? ORDER BY id',
      [variantId],
    )
  ).map(({ price }) => price);

describe('the lowest price before a reduction', () => {
  it('is on the page of a product from the moment on at which it is reduced, and as long', async () => {
    expect(await shown()).toBeUndefined();
    await costs(1900, 2400, 60);
    expect(await shown()).toEqual(seen(2400));
    await costs(1500, 2400, 45);
    expect(await shown()).toEqual(seen(2400));
    await costs(2200, 2400, 1);
    expect(await shown()).toEqual(seen(1500));
    await costs(2400, null, 1);
    expect(await shown()).toBeUndefined();
  });

  it('is noted with each price, in its transaction, and not with what leaves it as it is', async () => {
    await shop.save(aProduct({ handle: 'cap', title: 'Hat', variants: [aVariant({ price: 2400 })] }));
    expect(await rows()).toEqual([2400]);
    const fails = shop.database.transaction(async (tx) => {
      await shop.edit.saveProduct(
        tx,
        aProduct({ handle: 'cap', variants: [aVariant({ price: 1, compareAtPrice: 2 })] }),
      );
      throw new Error('not committed');
    });
    await expect(fails).rejects.toThrow('not committed');
    expect(await rows()).toEqual([2400]);
  });

  it('keeps its order where clocks differ', async () => {
    await costs(1900, 2400, -5);
    expect(await shown()).toMatchObject({ price: 2400 });
  });

  it('is not said of a price that was changed unseen, until a worker has noted it', async () => {
    now += 60 * DAY_MS;
    await shop.database.execute('UPDATE variants SET price = 1900, compare_at_price = 2400');
    expect(await shown()).toBeUndefined();
    await shop.get<PriceHistory>(PriceHistory).tidy();
    await shop.get<PriceHistory>(PriceHistory).tidy();
    expect(await rows()).toEqual([2400, 1900]);
  });
});

describe('the lowest price in a price list', () => {
  it('follows the shop while prices are converted, and own prices where there are some', async () => {
    expect(await lists().set(EUROS)).toEqual({ ok: true });
    await costs(1900, 2400, 60);
    expect(await shown(EUROS)).toEqual(seen(2160));
    now += 40 * DAY_MS;
    await lists().setPrice('EUR', { variantId, price: 1600, compareAtPrice: 2160 });
    expect(await shown(EUROS)).toEqual(seen(2160));
    await lists().setPrice('EUR', { variantId, price: 1500, compareAtPrice: 2500 });
    expect(await shown(EUROS)).toEqual(seen(1600));
    expect(await shown()).toEqual(seen(2400));
    await lists().unsetPrice('EUR', variantId);
    expect(await shown(EUROS)).toEqual(seen(1500));
  });

  it('knows what things cost at an earlier rate', async () => {
    await lists().set({ ...EUROS, rate: '0.5' });
    now += 60 * DAY_MS;
    await lists().set(EUROS);
    await costs(1900, 2400, 1);
    expect(await shown(EUROS)).toEqual(seen(1200));
  });

  it('begins with the list', async () => {
    await costs(1900, 2400, 60);
    await lists().set(EUROS);
    expect(await shown(EUROS)).toEqual({ price: 1710, since: now });
    expect(await lists().remove('EUR')).toBe(true);
    now += DAY_MS;
    await lists().set(EUROS);
    expect(await shown(EUROS)).toEqual({ price: 1710, since: now });
  });
});

it('old prices are deleted when they were followed by others long ago', async () => {
  await costs(1900, 2400, 60);
  await costs(1800, 2400, 60);
  await shop.database.execute(
    'UPDATE price_changes SET changed_at = changed_at - INTERVAL 20 YEAR ORDER BY id LIMIT 2',
  );
  expect(await rows()).toEqual([2400, 1900, 1800]);
  await shop.get<PriceHistory>(PriceHistory).tidy();
  expect(await rows()).toEqual([1900, 1800]);
});
