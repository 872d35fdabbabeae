import type { Database } from '../../src/platform/database/database.js';
import type { ListingFilters, ListingSort } from '../../src/shop/catalog/listing.types.js';

export const NO_FILTERS: ListingFilters = { vendors: [], types: [], tags: [], options: [] };

/** Filters, each with what it means in words that a database understands, for `products p`. */
export const FILTERS: Record<string, { filters: ListingFilters; condition: string }> = {
  none: { filters: NO_FILTERS, condition: 'TRUE' },
  'in stock': {
    filters: { ...NO_FILTERS, availability: 'in' },
    condition: 'p.id IN (SELECT product_id FROM truth WHERE is_in = 1)',
  },
  'sold out': {
    filters: { ...NO_FILTERS, availability: 'out' },
    condition: 'p.id NOT IN (SELECT product_id FROM truth WHERE is_in = 1)',
  },
  price: {
    filters: { ...NO_FILTERS, priceGte: 2000, priceLte: 9000 },
    condition: 'p.id IN (SELECT product_id FROM truth WHERE price BETWEEN 2000 AND 9000)',
  },
  'two vendors': {
    filters: { ...NO_FILTERS, vendors: ['VENDOR 1', 'Vendor 7'] },
    condition: `p.vendor IN ('Vendor 1', 'Vendor 7')`,
  },
  'a type and a tag': {
    filters: { ...NO_FILTERS, types: ['Mug 0'], tags: ['tag 0', 'tag 3'] },
    condition: `p.type = 'Mug 0' AND p.id IN (SELECT product_id FROM product_tags WHERE tag IN ('tag 0', 'tag 3'))`,
  },
  'all on one variant': {
    filters: {
      ...NO_FILTERS,
      availability: 'in',
      priceLte: 9000,
      options: [
        { name: 'colour', values: ['cafe', 'Moss', 'Ink'] },
        { name: 'Size', values: ['M', 'L'] },
      ],
    },
    condition: `p.id IN (SELECT product_id FROM truth WHERE is_in = 1 AND price <= 9000
      AND colour IN ('cafe', 'Moss', 'Ink') AND size IN ('M', 'L'))`,
  },
};

export const ORDERS: Record<Exclude<ListingSort, 'relevance'>, string> = {
  manual: 'p.id',
  'best-selling': 'p.units_sold DESC, p.id DESC',
  'best-rated': 'p.rating_rank DESC, p.id DESC',
  'title-ascending': 'p.title, p.id',
  'title-descending': 'p.title DESC, p.id DESC',
  'price-ascending': 'p.price_min, p.id',
  'price-descending': 'p.price_min DESC, p.id DESC',
  'created-ascending': 'p.created_at, p.id',
  'created-descending': 'p.created_at DESC, p.id DESC',
};

/** One row per variant, with all that filters ask of it: the plain way to count, and a slow one. Made by `makeUpCatalogue`'s columns. */
const TRUTH = `CREATE VIEW truth AS
  SELECT v.id AS variant_id, v.product_id, v.price, v.option1 AS colour, v.option2 AS size, v.option3 AS material,
    COALESCE(s.counted = 0 OR s.sells_when_out = 1 OR s.on_hand - s.reserved > 0, 0) AS is_in
  FROM variants v LEFT JOIN stock_levels s ON s.variant_id = v.id`;

export const makeTruth = (database: Database): Promise<unknown> => database.execute(TRUTH);

/** Ids of the listed products that fulfil `condition`, in this order. */
export async function idsByDefinition(
  database: Database,
  condition: string,
  order = 'p.id',
): Promise<number[]> {
  const rows = await database.query<{ id: number }>(
    `SELECT p.id FROM products p WHERE p.is_listed = 1 AND ${condition} ORDER BY ${order}`,
  );
  return rows.map(({ id }) => id);
}

/** Products by value of `column`, of `products p` joined to `more`, that fulfil `condition`. */
export async function countsByDefinition(
  database: Database,
  column: string,
  condition: string,
  more = '',
): Promise<Record<string, number>> {
  const rows = await database.query<{ value: string; count: number }>(
    `SELECT ${column} AS value, COUNT(DISTINCT p.id) AS count FROM products p ${more}
     WHERE p.is_listed = 1 AND ${column} <> '' AND ${condition} GROUP BY ${column}`,
  );
  return Object.fromEntries(rows.map(({ value, count }) => [value, count]));
}
