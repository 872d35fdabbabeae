import { Injectable } from '@nestjs/common';
import type { FilterableProduct } from '../../core/catalog/product-columns.js';
import type { SearchableProduct } from '../../core/search/product-terms.js';
import { Database } from '../../platform/database/database.js';
import { sql, Sql } from './sql.js';

/** So many ids in a row are read together. */
const CHUNK_IDS = 512;
/** Characters of a description that are searched. */
export const MOST_SEARCHED = 4000;

/** A product with all that lists filter by and searches look at. */
export type ListedProduct = FilterableProduct & SearchableProduct;

/** The listed products among `CHUNK_IDS` ids, in the order of their ids. */
export interface ProductChunk {
  /** Another one whenever one of them was saved. */
  state: string;
  products: ListedProduct[];
}

interface ChunkRow {
  number: number;
  products: number;
  moved: string;
}

/** A product with one of its variants; one without any has nulls there. */
interface VariantRow {
  id: number;
  moved: number;
  price_min: number;
  price_max: number;
  vendor: string;
  type: string;
  tags: string;
  option_names: string;
  variant_id: number | null;
  price: number;
  option1: string;
  option2: string;
  option3: string;
  has_stock: number;
  sku: string | null;
  title: string;
  /** On one row of the product only. */
  body: string | null;
}

/** Upwards; downwards is the same list from its end. */
export type ListingOrder = 'title' | 'price' | 'created' | 'sales' | 'rating';

const ORDERS: Record<ListingOrder, string> = {
  title: 'title, id',
  price: 'price_min, id',
  created: 'created_at, id',
  sales: 'units_sold, id',
  rating: 'rating_rank, id',
};

/** Milliseconds from 2000 until the last change: sums of them are whole numbers in JavaScript too. */
const MOVED = `TIMESTAMPDIFF(MICROSECOND, '2000-01-01', p.updated_at) DIV 1000`;

const CHUNKS = `SELECT p.id DIV ${CHUNK_IDS} AS number, COUNT(*) AS products, SUM(${MOVED}) AS moved
  FROM products p WHERE p.is_listed = 1 GROUP BY p.id DIV ${CHUNK_IDS} ORDER BY NULL`;

/** One statement, so that the times of change are of the same moment as everything else. */
const CHUNK = `SELECT p.id, ${MOVED} AS moved, p.price_min, p.price_max, p.vendor, p.type, p.tags, p.option_names, p.title,
    IF(v.position > 1, NULL, LEFT(p.body_html, ${MOST_SEARCHED})) AS body,
    v.id AS variant_id, v.price, v.option1, v.option2, v.option3, v.sku, a.variant_id IS NOT NULL AS has_stock
  FROM products p LEFT JOIN variants v ON v.product_id = p.id
  LEFT JOIN variant_availability a ON a.variant_id = v.id
  WHERE p.is_listed = 1 AND p.id >= ? AND p.id < ? ORDER BY p.id`;

/** What lists of products are made of. Every statement reads an index in its order, or the rows of one chunk. */
@Injectable()
export class ListingRepository {
  constructor(private readonly database: Database) {}

  /** By number of the chunk. */
  async findChunkStates(): Promise<Map<number, string>> {
    const rows = await this.database.read<ChunkRow>(CHUNKS);
    return new Map(rows.map(({ number, products, moved }) => [number, stateOf(products, Number(moved))]));
  }

  async findChunk(number: number): Promise<ProductChunk> {
    const ids = [number * CHUNK_IDS, (number + 1) * CHUNK_IDS];
    const rows = Map.groupBy(await this.database.read<VariantRow>(CHUNK, ids), ({ id }) => id);
    const products = [...rows.values()];
    const moved = products.reduce((sum, [row]) => sum + row!.moved, 0);
    return { state: stateOf(products.length, moved), products: products.map(toListed) };
  }

  /** Ids of all listed products in this order. */
  findOrder(order: ListingOrder): Promise<number[]> {
    return this.ids(new Sql(`SELECT id FROM products WHERE is_listed = 1 ORDER BY ${ORDERS[order]}`));
  }

  /** The same by the titles of a language. */
  findTitleOrder(language: string): Promise<number[]> {
    return this.ids(sql`SELECT p.id FROM products p LEFT JOIN translations t
        ON t.resource = 'product' AND t.resource_id = p.id AND t.language = ${language} AND t.name = 'title'
      WHERE p.is_listed = 1 ORDER BY COALESCE(LEFT(t.text, 255), p.title), p.id`);
  }

  /** Ids of a collection's products, also of those that are not listed, in its own order. */
  findMembers(collectionId: number): Promise<number[]> {
    return this.ids(sql`SELECT product_id AS id FROM collection_products
      WHERE collection_id = ${collectionId} ORDER BY position, product_id`);
  }

  /** Ids of the variants that cannot be bought now. */
  findSoldOut(): Promise<number[]> {
    return this.ids(new Sql('SELECT variant_id AS id FROM variant_availability WHERE is_available = 0'));
  }

  /** Own prices in a currency, by variant. */
  async findOwnPrices(currency: string): Promise<Map<number, number>> {
    const rows = await this.database.read<{ id: number; price: number }>(
      'SELECT variant_id AS id, price FROM variant_prices WHERE currency = ?',
      [currency],
    );
    return new Map(rows.map(({ id, price }) => [id, price]));
  }

  private async ids({ text, values }: Sql): Promise<number[]> {
    return (await this.database.read<{ id: number }>(text, values)).map(({ id }) => id);
  }
}

const stateOf = (products: number, moved: number): string => `${products} ${moved}`;

function toListed(rows: readonly VariantRow[]): ListedProduct {
  const product = rows[0]!;
  const options = rows.flatMap(({ option1, option2, option3 }) => [option1, option2, option3]);
  return {
    id: product.id,
    title: product.title,
    body: rows.find(({ body }) => body !== null)?.body ?? '',
    skus: rows.flatMap(({ sku }) => sku ?? []),
    options: [...new Set(options)].filter((option) => option),
    priceMin: product.price_min,
    priceMax: product.price_max,
    vendor: product.vendor,
    type: product.type,
    tags: JSON.parse(product.tags) as string[],
    optionNames: JSON.parse(product.option_names) as string[],
    variants: rows.flatMap(({ variant_id, price, option1, option2, option3, has_stock }) =>
      variant_id === null
        ? []
        : { id: variant_id, price, options: [option1, option2, option3], hasStock: has_stock === 1 },
    ),
  };
}
