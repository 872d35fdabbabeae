import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CacheService } from '../../src/platform/cache/cache.service.js';
import { cacheNames } from '../../src/shop/catalog/cache-names.js';
import type { ListingQuery, ListingSort } from '../../src/shop/catalog/listing.types.js';
import { type BigCatalogue, bigCatalogue } from '../support/big-catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import {
  countsByDefinition,
  FILTERS,
  idsByDefinition,
  NO_FILTERS,
  ORDERS,
} from '../support/listing-truth.js';
import { planOf, type PlanStep, rowsReadBy, statementsOf } from '../support/statements.js';

const PRODUCTS = 4000;
const SORTS = Object.keys(ORDERS) as (keyof typeof ORDERS)[];
const IN_COLLECTION = (id: number) =>
  `p.id IN (SELECT product_id FROM collection_products WHERE collection_id = ${id})`;
/** Tables with a row for each product or more. */
const BIG = new Set([
  'products',
  'p',
  'v',
  'variants',
  'stock_levels',
  'collection_products',
  'product_terms',
  'a',
]);

/** Aliases of tables that a search for what is related joins. */
const RELATED = new Set(['a', 'b', 'x', 'o', 't', 'p', 'v', 's', 'stock_levels', 'products']);

const places: [string, Partial<ListingQuery>, string, readonly (typeof SORTS)[number][]][] = [
  ['all products', {}, 'TRUE', SORTS],
  ['a collection by rule', { collection: 'everything' }, IN_COLLECTION(1), ['manual', 'title-descending']],
  ['a collection picked by hand', { collection: 'picked' }, IN_COLLECTION(3), ['manual', 'best-selling']],
];

describe(`${PRODUCTS} products with ${PRODUCTS * 3} variants`, () => {
  let shop: BigCatalogue;
  beforeAll(async () => void (shop = await bigCatalogue(PRODUCTS)), 120_000);
  afterAll(() => shop.close());

  /** As after a change: everything that the state of the catalogue stands for is read again. */
  const newState = () => shop.get(CacheService).forget(cacheNames.listings);
  const sent = (changes: Partial<ListingQuery>) => statementsOf(shop.database, () => shop.list(changes));

  describe.each(places)('%s', (_, place, condition, sorts) => {
    it.each(sorts)('is parted into pages that have each product once, in order: %s', async (sort) => {
      const isOwnOrder = sort === 'manual' && place.collection === 'picked';
      const order = isOwnOrder
        ? '(SELECT position FROM collection_products WHERE collection_id = 3 AND product_id = p.id), p.id'
        : ORDERS[sort];
      const expected = await idsByDefinition(shop.database, condition, order);
      expect(expected.length).toBeGreaterThan(300);
      expect(await shop.idsOfAllPages({ ...place, sort, pageSize: 240 })).toEqual(expected);
    });
  });

  it.each(Object.entries(FILTERS))('counts as the definition does: %s', async (_, { filters, condition }) => {
    const listing = await shop.list({ filters, sort: 'title-ascending', pageSize: 240 });
    const expected = await idsByDefinition(shop.database, condition, ORDERS['title-ascending']);
    expect(listing.total).toBe(expected.length);
    expect(listing.cards.map(({ id }) => id)).toEqual(expected.slice(0, 240));
    expect(listing.total).toBeGreaterThan(20);
    const facets: [string, number, Promise<Record<string, number>>][] = [
      ['vendor', filters.vendors.length, countsByDefinition(shop.database, 'p.vendor', condition)],
      ['product_type', filters.types.length, countsByDefinition(shop.database, 'p.type', condition)],
      [
        'tag',
        filters.tags.length,
        countsByDefinition(shop.database, 't.tag', condition, 'JOIN product_tags t ON t.product_id = p.id'),
      ],
    ];
    for (const [id, chosen, counted] of facets) {
      if (chosen > 0) continue;
      const byValue = await counted;
      const { values } = listing.facets.find((facet) => facet.id === id)!;
      expect(values.length).toBeGreaterThan(50);
      expect(values.map(({ value, count }) => [value, count])).toEqual(
        values.map(({ value }) => [value, byValue[value] ?? 0]),
      );
    }
  });

  it('counts options and what is in stock as the definition does', async () => {
    const { filters, condition } = FILTERS['two vendors']!;
    const { facets } = await shop.list({ filters });
    const valuesOf = (id: string) =>
      Object.fromEntries(
        facets.find((facet) => facet.id === id)!.values.map(({ value, count }) => [value, count]),
      );
    const join = 'JOIN truth t ON t.product_id = p.id';
    expect(valuesOf('option:colour')).toEqual(
      await countsByDefinition(shop.database, 't.colour', condition, join),
    );
    expect(valuesOf('option:size')).toEqual(
      await countsByDefinition(shop.database, 't.size', condition, join),
    );
    const inStock = await idsByDefinition(
      shop.database,
      `${condition} AND ${FILTERS['in stock']!.condition}`,
    );
    const soldOut = await idsByDefinition(
      shop.database,
      `${condition} AND ${FILTERS['sold out']!.condition}`,
    );
    expect(valuesOf('availability')).toEqual({ 1: inStock.length, 0: soldOut.length });
  });

  it('takes one statement and as many rows for a deep page as for the first, whatever the order and the filters', async () => {
    const pageSize = 24;
    const { pageCount } = await shop.list({ pageSize: pageSize - 1 });
    for (const sort of SORTS) {
      await newState();
      await shop.list({ sort, page: 5, pageSize: pageSize + 1 });
      const read: number[] = [];
      for (const page of [1, 2, 10, Math.floor(pageCount / 2), pageCount - 10]) {
        const statements = await sent({ sort, page, pageSize });
        expect(statements).toHaveLength(1);
        read.push(await rowsReadBy(shop.connection, statements));
      }
      // 24 products and what they have of variants.
      expect(Math.max(...read)).toBeLessThan(pageSize * 20);
      expect(Math.max(...read)).toBeLessThan(2 * Math.min(...read));
    }
    for (const { filters } of Object.values(FILTERS)) {
      await newState();
      await shop.list({ sort: 'title-ascending', page: 5 });
      expect(await sent({ filters, pageSize: 22 })).toHaveLength(1);
    }
  });

  it('reads no product again that was shown lately, in whatever order or company', async () => {
    await newState();
    const pageSize = 24;
    await shop.list({ pageSize });
    expect(await sent({ pageSize: 20 })).toEqual([]);
    const [next, ...more] = await sent({ pageSize: 30 });
    expect([next!.values.flat().length, more]).toEqual([6, []]);
    await newState();
    expect((await sent({ pageSize: 20 })).some(({ text }) => text.includes('p.id IN'))).toBe(true);
  });

  it('reads lists of ids, each row once, after a change of the catalogue', async () => {
    await shop.list();
    for (const sort of SORTS) {
      for (const [, place] of places) {
        await newState();
        const statements = await sent({ ...place, sort });
        // Chunks, what is sold out, cards; the collection and its members; the order.
        const most = 3 + (place.collection ? 2 : 0) + (sort === 'manual' ? 0 : 1);
        expect(statements).toHaveLength(most);
        expect(await rowsReadBy(shop.connection, statements)).toBeLessThan(4.5 * PRODUCTS);
      }
    }
  });

  it('reads by index, and sorts nothing but what a search has found', async () => {
    const steps: { text: string; step: PlanStep }[] = [];
    for (const place of [...places.map(([, where]) => where), { search: 'ribbed mu' }]) {
      await shop.save(aProduct({ handle: 'any', title: `Any ${Math.random()}` }));
      for (const sort of SORTS) {
        await newState();
        const statements = await sent({ ...place, sort, filters: FILTERS['all on one variant']!.filters });
        expect(statements.length).toBeGreaterThan(2);
        for (const one of statements)
          steps.push(...(await planOf(shop.database, one)).map((step) => ({ text: one.text, step })));
      }
    }
    const ofBig = steps.filter(({ step }) => BIG.has(step.table ?? ''));
    expect(ofBig.length).toBeGreaterThan(100);
    expect(ofBig.filter(({ step }) => step.type === 'ALL')).toEqual([]);
    const isSorted = ({ text, step }: (typeof steps)[number]) =>
      /filesort/.test(step.Extra ?? '') && !text.includes('product_terms');
    expect(ofBig.filter(isSorted)).toEqual([]);
  });

  it('reads what lists are made of once, however many lists are asked for at the same time', async () => {
    await newState();
    const statements = await statementsOf(shop.database, () =>
      Promise.all(Array.from({ length: 60 }, (_, n) => shop.list({ page: n + 1, sort: 'title-ascending' }))),
    );
    const notCards = statements.filter(({ text }) => !text.includes('p.id IN'));
    expect([statements.length, notCards.length]).toEqual([63, 3]);
  });

  it('reads a chunk again that a late replica gave, and knows it by its own times of change', async () => {
    const [saved] = await shop.save(aProduct({ handle: 'late', vendor: 'Early' }));
    const total = async (vendor: string) =>
      (await shop.list({ filters: { ...NO_FILTERS, vendors: [vendor] } })).total;
    const original = shop.database.read.bind(shop.database);
    const isChunk = (text: string) => text.includes('p.id >=');
    let old: unknown[] = [];
    const reads = vi.spyOn(shop.database, 'read');
    reads.mockImplementation(async (text, values) => {
      const rows = await original(text, values);
      if (isChunk(text)) old = rows;
      return rows;
    });
    expect(await total('Early')).toBe(1);
    await shop.save(aProduct({ handle: 'late', vendor: 'Now' }));
    reads.mockImplementation(async (text, values) => (isChunk(text) ? old : original(text, values)));
    expect(await total('Now')).toBe(0);
    reads.mockRestore();
    await newState();
    expect([await total('Now'), await total('Early')]).toEqual([1, 0]);
    expect(saved!.isNew).toBe(true);
  });

  it('finds what is related without looking at all that share a big collection, tag or type', async () => {
    for (const handle of ['made-up-0', 'made-up-10', 'made-up-500']) {
      const statements = await statementsOf(shop.database, () => shop.catalog.related(handle, 4));
      expect(statements).toHaveLength(1);
      expect(await rowsReadBy(shop.connection, statements)).toBeLessThan(20_000);
      const steps = await planOf(shop.database, statements[0]!);
      expect(steps.filter(({ table, type }) => type === 'ALL' && RELATED.has(table ?? ''))).toEqual([]);
    }
  });

  it('puts first what shares a rare tag and more, however many share the rest', async () => {
    const pair = { vendor: 'Pair', type: 'Mug 0', tags: ['tag 0', 'only these two'] };
    await shop.save(aProduct({ ...pair, handle: 'one' }), aProduct({ ...pair, handle: 'other' }));
    const [first] = await shop.catalog.related('one', 4);
    expect(first?.handle).toBe('other');
  });

  it('counts the listed products of collections from indexes', async () => {
    await newState();
    await shop.get(CacheService).forget(cacheNames.collections);
    const statements = await statementsOf(shop.database, () => shop.catalog.collections());
    expect(statements).toHaveLength(1);
    expect(await rowsReadBy(shop.connection, statements)).toBeLessThan(2 * PRODUCTS);
    const counts = (await shop.catalog.collections()).map(({ handle, productCount }) => [
      handle,
      productCount,
    ]);
    const expected = [1, 2, 3].map(
      async (id) => (await idsByDefinition(shop.database, IN_COLLECTION(id))).length,
    );
    const [everything, tagged, picked] = await Promise.all(expected);
    expect(counts).toEqual([
      ['everything', everything],
      ['tagged', tagged],
      ['picked', picked],
    ]);
  });

  it('reads a product again when it was saved, and only its neighbours with it', async () => {
    const product = aProduct({
      handle: 'newest',
      title: 'AAA',
      vendor: 'Newcomer',
      variants: [aVariant({ price: 7 })],
    });
    const counted = async () => {
      const { facets } = await shop.list({ filters: { ...NO_FILTERS, vendors: ['newcomer'] } });
      return facets.find(({ id }) => id === 'vendor')!.values.find(({ isActive }) => isActive)?.count;
    };
    const firstOf = async (sort: ListingSort) => (await shop.list({ sort })).cards[0]?.handle;
    expect(await counted()).toBe(0);
    await shop.save(product);
    const statements = await sent({ filters: { ...NO_FILTERS, vendors: ['newcomer'] } });
    expect(statements.filter(({ text }) => text.includes('p.id >='))).toHaveLength(1);
    expect(await counted()).toBe(1);
    expect(await firstOf('price-ascending')).toBe('newest');
    expect(await firstOf('created-descending')).toBe('newest');
    await shop.save({ ...product, vendor: 'Vendor 1' });
    expect(await counted()).toBe(0);
    await shop.save({ ...product, title: 'ZZZ' });
    expect(await firstOf('title-descending')).toBe('newest');
    await shop.save({ ...product, title: 'ZZZ', status: 'draft' });
    expect(await firstOf('title-descending')).not.toBe('newest');
    expect(await counted()).toBe(0);
  });

  it('moves the time of change with each save, also where the clock of the one before was ahead', async () => {
    const product = aProduct({ handle: 'ahead', vendor: 'Ahead' });
    const total = async (vendor: string) =>
      (await shop.list({ filters: { ...NO_FILTERS, vendors: [vendor] } })).total;
    await shop.save(product);
    await shop.database.execute(`UPDATE products SET updated_at = '2099-01-01' WHERE handle = 'ahead'`);
    await newState();
    expect([await total('Ahead'), await total('Behind')]).toEqual([1, 0]);
    await shop.save({ ...product, vendor: 'Behind' });
    expect([await total('Ahead'), await total('Behind')]).toEqual([0, 1]);
    const moved = `SELECT id FROM products WHERE handle = 'ahead' AND updated_at > '2099-01-01'`;
    expect(await shop.database.query(moved)).toHaveLength(1);
  });

  it('moves a product between in stock and sold out as soon as its last piece goes', async () => {
    const [saved] = await shop.save(
      aProduct({
        vendor: 'One Piece',
        variants: [aVariant({ stock: { isCounted: true, sellsWhenOut: false, onHand: 1 } })],
      }),
    );
    const totals = async () => {
      const of = async (availability: 'in' | 'out') =>
        (await shop.list({ filters: { ...NO_FILTERS, vendors: ['One Piece'], availability } })).total;
      return [await of('in'), await of('out')];
    };
    const lines = [{ variantId: saved!.variantIds[0]!, quantity: 1 }];
    expect(await totals()).toEqual([1, 0]);
    await shop.database.transaction((tx) => shop.inventory.reserve(tx, lines));
    expect(await totals()).toEqual([0, 1]);
    await shop.database.transaction((tx) => shop.inventory.release(tx, lines));
    expect(await totals()).toEqual([1, 0]);
  });
});
