import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { listingsTable } from '../../scripts/bench/listings/listings-table.js';
import { type Asked, measureListings } from '../../scripts/bench/listings/measure-listings.js';
import { type Other, measureOthers } from '../../scripts/bench/listings/measure-others.js';
import { CacheService } from '../../src/platform/cache/cache.service.js';
import { CardRepository } from '../../src/shop/catalog/card.repository.js';
import { CatalogService } from '../../src/shop/catalog/catalog.service.js';
import { CollectionRepository } from '../../src/shop/catalog/collection.repository.js';
import { ListingIndex } from '../../src/shop/catalog/listing-index.service.js';
import { ListingRepository } from '../../src/shop/catalog/listing.repository.js';
import { SynonymRepository } from '../../src/shop/catalog/search/synonym.repository.js';
import { TranslatedTerms } from '../../src/shop/catalog/search/translated-terms.service.js';
import { ShopWords } from '../../src/shop/catalog/words/shop-words.service.js';
import { ListingsService } from '../../src/shop/catalog/listings.service.js';
import { PriceLists } from '../../src/shop/catalog/price-lists/price-lists.service.js';
import { ProductRepository } from '../../src/shop/catalog/product.repository.js';
import { StoredProductRepository } from '../../src/shop/catalog/stored-product.repository.js';
import { WholeCatalog } from '../../src/shop/catalog/whole-catalog.service.js';
import { type BigCatalogue, bigCatalogue } from '../support/big-catalogue.js';
import { aProduct } from '../support/factories/product.js';
import { idsByDefinition, NO_FILTERS, ORDERS } from '../support/listing-truth.js';
import { rowsReadBy, statementsOf } from '../support/statements.js';
import { figure } from '../support/tier.js';

const PRODUCTS = 50_000;

let shop: BigCatalogue;
let results: Asked[];
let others: Other[];

beforeAll(async () => {
  shop = await bigCatalogue(PRODUCTS);
  const { catalog, database } = shop;
  const started = performance.now();
  await catalog.openListings();
  figure('reading all products after a start, ms', Math.round(performance.now() - started));
  const parts = { catalog, database, cache: shop.get(CacheService) };
  results = await measureListings(parts);
  others = await measureOthers(parts);
  process.stdout.write(`${listingsTable(results)}\n`);
}, 300_000);
afterAll(() => shop.close());

const of = (kind: Asked['kind']) => results.filter((one) => one.kind === kind && one.place !== 'search');
const worst = (some: readonly Asked[], read: (one: Asked) => number) => Math.max(...some.map(read));

it('sends the sitemap and the feed of all of it, once each and in parts', { timeout: 120_000 }, async () => {
  const whole = shop.get(WholeCatalog);
  const parts = await whole.sitemapParts();
  const sizes: number[] = [];
  const handles = new Set<string>();
  for (const { number } of parts) {
    let size = 0;
    for await (const entries of whole.sitemapEntries(number)) {
      size += entries.length;
      for (const { handle } of entries) handles.add(handle);
    }
    sizes.push(size);
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
  expect(handles.size).toBe(sizes.reduce((sum, size) => sum + size, 0));
  const [row] = await shop.database.query<{ listed: number; variants: number }>(
    `SELECT COUNT(DISTINCT p.id) AS listed, COUNT(*) AS variants FROM products p JOIN variants v ON v.product_id = p.id
     WHERE p.is_listed = 1`,
  );
  expect(handles.size).toBe(row!.listed);
  const [before, started] = [process.memoryUsage.rss(), performance.now()];
  let [variants, most] = [0, before];
  for await (const products of whole.products(null)) {
    for (const product of products) variants += product.variants.length;
    most = Math.max(most, process.memoryUsage.rss());
  }
  expect(variants).toBe(row!.variants);
  figure('reading all products for the feed, ms', Math.round(performance.now() - started));
  figure('memory that grew meanwhile, MB', Math.round((most - before) / 2 ** 20));
  expect(most - before).toBeLessThan(150 * 2 ** 20);
});

it('writes as many products and variants as it says', async () => {
  const [row] = await shop.database.query<{ products: number; variants: number }>(
    'SELECT (SELECT COUNT(*) FROM products) AS products, (SELECT COUNT(*) FROM variants) AS variants',
  );
  expect(row).toEqual({ products: PRODUCTS, variants: 3 * PRODUCTS });
});

it('asks nothing for a warm list', () => {
  expect(of('warm').length).toBeGreaterThan(30);
  expect(worst(of('warm'), ({ statements }) => statements)).toBe(0);
});

it('reads the rows of one page for a cold one, the 2,000th as the first', () => {
  const cold = of('cold');
  expect(cold.filter(({ page }) => page === 2000).length).toBeGreaterThan(10);
  expect(worst(cold, ({ statements }) => statements)).toBeLessThanOrEqual(2);
  expect(worst(cold, ({ rowsRead }) => rowsRead)).toBeLessThan(24 * 30);
  figure('cold page, MySQL ms at most', worst(cold, ({ mysqlMs }) => mysqlMs).toFixed(1));
  figure('cold page, ms at most', worst(cold, ({ ms }) => ms).toFixed(1));
});

it('reads each product a few times, as an index entry, after an edit', () => {
  const fresh = of('after an edit');
  expect(worst(fresh, ({ statements }) => statements)).toBeLessThanOrEqual(6);
  expect(worst(fresh, ({ rowsRead }) => rowsRead)).toBeLessThan(4.5 * PRODUCTS);
  figure('after an edit, MySQL ms at most', worst(fresh, ({ mysqlMs }) => mysqlMs).toFixed(1));
  figure('after an edit, ms at most', worst(fresh, ({ ms }) => ms).toFixed(1));
});

it('reads one chunk of products when one was saved', async () => {
  await shop.save(aProduct({ handle: 'edited' }));
  const statements = await statementsOf(shop.database, () => shop.list({ page: 7 }));
  expect(statements).toHaveLength(4);
  expect(await rowsReadBy(shop.connection, statements)).toBeLessThan(3 * PRODUCTS);
});

it.each(['title-ascending', 'price-descending', 'best-selling'] as const)(
  'parts all products into pages, each product once: %s',
  async (sort) => {
    const expected = await idsByDefinition(shop.database, 'TRUE', ORDERS[sort]);
    expect(await shop.idsOfAllPages({ sort, pageSize: 250 })).toEqual(expected);
  },
);

it('finds related products and counts collections by one statement each, in a fraction of a second', () => {
  const [related, collections] = others;
  expect([related!.statements, collections!.statements]).toEqual([1, 1]);
  expect(related!.rowsRead).toBeLessThan(20_000);
  expect(collections!.rowsRead).toBeLessThan(2 * PRODUCTS);
  expect(related!.ms).toBeLessThan(500);
  expect(collections!.ms).toBeLessThan(500);
  for (const { what, ms } of others) figure(`${what}, ms`, ms.toFixed(1));
});

/** As a process that has just begun: it knows no product yet. */
function afterAStart(): CatalogService {
  const listings = new ListingsService(
    new ListingIndex(shop.get(ListingRepository), shop.get(SynonymRepository), shop.get(TranslatedTerms)),
    shop.get(CardRepository),
  );
  return new CatalogService(
    shop.get(CacheService),
    shop.get(ProductRepository),
    shop.get(CardRepository),
    shop.get(CollectionRepository),
    listings,
    shop.get(StoredProductRepository),
    shop.get(PriceLists),
    shop.get(ShopWords),
  );
}

it('refuses nobody after a start, also when the first reading takes longer than a load may', async () => {
  const read = shop.database.read.bind(shop.database);
  const slowly = vi.spyOn(shop.database, 'read').mockImplementation(async (text, values) => {
    if (text.includes('p.id >=')) await pause(40);
    return read(text, values);
  });
  const catalog = afterAStart();
  const started = performance.now();
  const query = { collection: null, sort: 'price-ascending' as const, filters: NO_FILTERS, pageSize: 19 };
  const listings = Array.from({ length: 150 }, (_, n) => catalog.listing({ ...query, page: n + 1 }));
  const page = await catalog.productPage('made-up-42');
  expect(page?.handle).toBe('made-up-42');
  expect(performance.now() - started).toBeLessThan(1000);
  const found = await Promise.all(listings);
  expect(performance.now() - started).toBeGreaterThan(3000);
  expect(new Set(found.flatMap((listing) => listing!.cards.map(({ id }) => id))).size).toBe(150 * 19);
  expect(slowly.mock.calls.filter(([text]) => text.includes('p.id >=')).length).toBe(98);
  slowly.mockRestore();
});
