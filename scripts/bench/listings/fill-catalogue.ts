import { createHash } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import { summarise } from '../../../src/core/catalog/product-card.js';
import { chances, madeUpProduct, type MadeUpProduct } from './made-up-product.js';

/** A product with the ids that its rows get. */
interface Numbered extends MadeUpProduct {
  id: number;
  variantIds: number[];
}

/** Handles of the collections, and how many of the products each has. */
export const COLLECTIONS = {
  /** By rule, every product. */
  everything: 'everything',
  /** By rule, about one in twenty. */
  tagged: 'tagged',
  /** Picked by hand, one in ten, in an order of their own. */
  picked: 'picked',
} as const;

const BATCH = 1000;

/**
 * Writes `products` products with three variants each on average, their stock and three collections into a
 * migrated, empty database. The same rows for the same seed. 50,000 take about half a minute.
 */
export async function fillCatalogue(
  connection: Connection,
  {
    products,
    seed = 1,
    says = () => undefined,
  }: { products: number; seed?: number; says?: (line: string) => void },
): Promise<void> {
  const chance = chances(seed);
  await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
  await putCollections(connection);
  for (let first = 0, variantId = 1; first < products; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, products - first) }, (_, nth): Numbered => {
      const product = madeUpProduct(first + nth, chance);
      const variantIds = product.variants.map(() => variantId++);
      return { ...product, id: first + nth + 1, variantIds };
    });
    await connection.beginTransaction();
    for (const [table, rows] of Object.entries(tables)) await put(connection, table, batch.flatMap(rows));
    await connection.commit();
    says(`${first + batch.length} of ${products} products`);
  }
  await connection.query('SET SESSION foreign_key_checks = 1, unique_checks = 1');
  await connection.query(`ANALYZE TABLE collections, ${Object.keys(tables).join(', ')}`);
}

async function putCollections(connection: Connection): Promise<void> {
  const rule = (field: string, relation: string, value: string) =>
    JSON.stringify([{ field, relation, value }]);
  const rules = [rule('variant_price', 'less_than', '9000000'), rule('tag', 'equals', 'tag 0'), null];
  const rows = Object.values(COLLECTIONS).map((handle, nth) => ({
    id: nth + 1,
    handle,
    title: handle,
    description: '',
    image_src: null,
    position: nth + 1,
    rules: rules[nth],
    matching: 'all',
    created_at: new Date(0),
    updated_at: new Date(0),
  }));
  await put(connection, 'collections', rows);
}

type Row = Record<string, unknown>;

async function put(connection: Connection, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const values = rows.map((row) => columns.map((column) => row[column]));
  await connection.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [values]);
}

/** Rows of one product in each table. */
const tables: Record<string, (product: Numbered) => Row[]> = {
  products: (product) => [productRow(product)],
  variants: (product) => product.variants.map((_, nth) => variantRow(product, nth)),
  variant_options: (product) =>
    product.variants.flatMap(({ options }, nth) =>
      options.map((value, at) => ({
        variant_id: product.variantIds[nth],
        position: at + 1,
        product_id: product.id,
        name: product.optionNames[at],
        value,
      })),
    ),
  product_tags: ({ id, tags }) => tags.map((tag, at) => ({ product_id: id, position: at + 1, tag })),
  stock_levels: ({ variants, variantIds }) =>
    variants.map(({ stock }, nth) => ({
      variant_id: variantIds[nth],
      counted: stock.isCounted,
      sells_when_out: stock.sellsWhenOut,
      on_hand: stock.onHand,
    })),
  collection_products: ({ id, tags }) => [
    { collection_id: 1, product_id: id, position: 0 },
    ...(tags.includes('tag 0') ? [{ collection_id: 2, product_id: id, position: 0 }] : []),
    ...(id % 10 === 0 ? [{ collection_id: 3, product_id: id, position: (id * 7919) % 100_003 }] : []),
  ],
};

function productRow(product: Numbered): Row {
  const { priceMin, priceMax, compareAtPrice, ...card } = summarise(product);
  const isListed = product.status === 'active';
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    body_html: product.bodyHtml,
    vendor: product.vendor,
    category: '',
    type: product.type,
    tags: JSON.stringify(product.tags),
    option_names: JSON.stringify(product.optionNames),
    status: product.status,
    published_at: product.createdAt,
    units_sold: product.unitsSold,
    content_hash: createHash('sha256').update(product.handle).digest('base64url'),
    created_at: product.createdAt,
    updated_at: product.createdAt,
    is_listed: isListed,
    price_min: priceMin,
    price_max: priceMax,
    compare_at_price: compareAtPrice,
    card: JSON.stringify(card),
  };
}

function variantRow({ id, variants, variantIds }: Numbered, nth: number): Row {
  const { options, sku, price, compareAtPrice, grams } = variants[nth]!;
  return {
    id: variantIds[nth],
    product_id: id,
    position: nth + 1,
    option1: options[0] ?? '',
    option2: options[1] ?? '',
    option3: options[2] ?? '',
    sku,
    price,
    compare_at_price: compareAtPrice,
    grams,
    weight_unit: 'g',
    is_taxed: true,
    tax_code: '',
    requires_shipping: true,
    fulfilment_service: 'manual',
  };
}
