import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListingFilters, ListingQuery } from '../../src/shop/catalog/listing.types.js';
import { testCatalogue, type TestCatalogue } from '../support/catalogue.js';
import { aProduct, aVariant } from '../support/factories/product.js';
import { planOf, type PlanStep, statementsOf } from '../support/statements.js';

const PRODUCTS = 5000;
const BATCH = 250;
const COLOURS = ['Moss', 'Rust', 'Slate', 'Oat', 'Ink', 'Sky'];
const NONE: ListingFilters = { vendors: [], types: [], tags: [], options: [] };
const product = (n: number) =>
  aProduct({
    handle: `thing-${n}`,
    title: `${['Kettle', 'Lantern', 'Blanket', 'Mug', 'Rope'][n % 5]} number ${n}`,
    vendor: `Vendor ${n % 20}`,
    type: `Type ${n % 40}`,
    tags: [`tag ${n % 50}`, `tag ${n % 7}`],
    optionNames: ['Colour', 'Size'],
    variants: ['S', 'M', 'L'].map((size, index) =>
      aVariant({
        options: [COLOURS[n % 6]!, size],
        sku: `SKU-${n}-${size}`,
        price: 500 + ((n * 37) % 9000) + index * 100,
        stock: { isCounted: true, sellsWhenOut: false, onHand: n % 3 },
      }),
    ),
  });

/** Tables of the catalogue; names of derived tables are the database's. */
const ALIASES = new Set([
  'p',
  'm',
  'v',
  'a',
  'o',
  't',
  's',
  'sv',
  'sa',
  'ft',
  'fo',
  'c',
  'stock_levels',
  'product_terms',
  'b',
]);

describe('5,000 products with 15,000 variants', () => {
  let shop: TestCatalogue;

  beforeAll(async () => {
    shop = await testCatalogue();
    for (let start = 0; start < PRODUCTS; start += BATCH)
      await shop.save(...Array.from({ length: BATCH }, (_, index) => product(start + index)));
    const handles = Array.from({ length: PRODUCTS / 5 }, (_, n) => `thing-${n * 5}`);
    const fields = { title: 'T', description: '', imageSrc: null, position: 1 };
    await shop.edit.saveCollection({ ...fields, handle: 'picked', members: { products: handles } });
    const rules = [{ field: 'variant_price' as const, relation: 'less_than' as const, value: '40.00' }];
    await shop.edit.saveCollection({ ...fields, handle: 'cheap', members: { rules, matching: 'all' } });
    await shop.database.execute(
      'ANALYZE TABLE products, variants, variant_options, product_tags, product_terms, collection_products, stock_levels',
    );
  }, 180_000);
  afterAll(() => shop.close());

  const query = (changes: Partial<ListingQuery>): ListingQuery => ({
    collection: null,
    sort: 'manual',
    page: 2,
    pageSize: 24,
    filters: NONE,
    ...changes,
  });

  /** The statements that `work` sends, with the plan that the database has for each. */
  async function plansOf(work: () => Promise<unknown>): Promise<{ text: string; plan: PlanStep[] }[]> {
    const sent = await statementsOf(shop.database, work);
    return Promise.all(sent.map(async (one) => ({ text: one.text, plan: await planOf(shop.database, one) })));
  }

  const fullScans = ({ text, plan }: { text: string; plan: PlanStep[] }) =>
    plan
      .filter(({ table, type }) => type === 'ALL' && table !== null && ALIASES.has(table))
      .map((step) => `${JSON.stringify(step)} in ${text}`);

  it('reads suggestions, related products, product pages and cart lines by index', async () => {
    const [page] = [(await shop.catalog.productPage('thing-77'))!];
    const ids = page.variants.map((variant) => variant.id);
    await shop.redis.run((client) => client.flushDb());
    const plans = await plansOf(async () => {
      await shop.catalog.suggest('sku 77', 5);
      await shop.catalog.related(page.id, 4);
      await shop.catalog.productPage('thing-77');
      await shop.catalog.variantsByIds(ids);
    });
    expect(plans.flatMap(fullScans)).toEqual([]);
  });

  it('takes one statement for a product page, one for what is related to it and one for any number of cart lines', async () => {
    expect(await plansOf(() => shop.catalog.productPage('thing-78'))).toHaveLength(1);
    expect(await plansOf(() => shop.catalog.related('thing-78', 4))).toHaveLength(1);
    expect(await plansOf(() => shop.catalog.variantsByIds([1, 2, 3, 4, 5, 6, 7]))).toHaveLength(1);
  });

  it('takes a bounded multiple of the time of one pass over the variants', async () => {
    const time = async (work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    const bare = await time(() => shop.database.query('SELECT SUM(price) FROM variants WHERE price > 0'));
    const first = await time(() => shop.catalog.listing(query({ page: 3, sort: 'price-ascending' })));
    expect(first).toBeLessThan(Math.max(bare, 10) * 100);
  });
});
