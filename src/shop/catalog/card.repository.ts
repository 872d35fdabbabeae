import { Injectable } from '@nestjs/common';
import type { CardSummary } from '../../core/catalog/product-card.js';
import { Database } from '../../platform/database/database.js';
import type { ProductCard, SitemapEntry } from './catalog.types.js';

export interface CardRow {
  id: number;
  handle: string;
  title: string;
  vendor: string;
  type: string;
  price_min: number;
  price_max: number;
  compare_at_price: number | null;
  card: string;
  created_at: Date;
}

interface StockRow {
  sole_variant_id: number;
  is_available: number | null;
}

/** Columns of a card, from `products p`. */
export const cardColumns = `p.id, p.handle, p.title, p.vendor, p.type, p.price_min, p.price_max, p.compare_at_price,
  p.card, p.created_at`;

const STOCK = `SELECT v.product_id, MIN(v.id) AS sole_variant_id, MAX(a.is_available) AS is_available
  FROM variants v LEFT JOIN variant_availability a ON a.variant_id = v.id WHERE v.product_id IN (?) GROUP BY v.product_id`;

/** Stock of a few products `p` that have been chosen, in the same statement. */
const WITH_STOCK = `(SELECT MIN(v.id) FROM variants v WHERE v.product_id = p.id) AS sole_variant_id,
  (SELECT MAX(a.is_available) FROM variants v JOIN variant_availability a ON a.variant_id = v.id
    WHERE v.product_id = p.id) AS is_available`;

/** Same collection counts most, then type, then every shared tag. `me`: the product, as SQL with one value. */
const related = (
  me: string,
) => `SELECT p.*, ${WITH_STOCK} FROM (SELECT ${cardColumns}, p.units_sold, close_ones.score FROM (
    SELECT product_id, SUM(score) AS score FROM (
      SELECT b.product_id, 3 AS score FROM collection_products a
        JOIN collection_products b ON b.collection_id = a.collection_id WHERE a.product_id = ${me}
      UNION ALL
      SELECT b.product_id, 1 FROM product_tags a JOIN product_tags b ON b.tag = a.tag
        WHERE a.product_id = ${me}
      UNION ALL
      SELECT b.id, 2 FROM products a JOIN products b ON b.is_listed = 1 AND b.type = a.type AND b.type <> ''
        WHERE a.id = ${me}
    ) shared GROUP BY product_id
  ) close_ones JOIN products p ON p.id = close_ones.product_id
  WHERE p.is_listed = 1 AND p.id <> ${me} ORDER BY close_ones.score DESC, p.units_sold DESC, p.id LIMIT ?) p
  ORDER BY p.score DESC, p.units_sold DESC, p.id`;

const RELATED = { number: related('?'), string: related('(SELECT id FROM products WHERE handle = ?)') };

/** What listings show of products. Stock is added by one more statement for all cards together. */
@Injectable()
export class CardRepository {
  constructor(private readonly database: Database) {}

  async findByIds(ids: readonly number[]): Promise<ProductCard[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT ${cardColumns} FROM products p WHERE p.id IN (?) AND p.is_listed = 1`;
    const cards = await this.toCards(await this.database.read<CardRow>(sql, [ids]));
    const byId = new Map(cards.map((card) => [card.id, card]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** One statement. `product`: handle or id. */
  async findRelated(product: string | number, limit: number): Promise<ProductCard[]> {
    const statement = RELATED[typeof product as 'string' | 'number'];
    const values = [product, product, product, product, limit];
    const rows = await this.database.read<CardRow & StockRow>(statement, values);
    return rows.map((row) => toCard(row, row));
  }

  async findSitemap(): Promise<SitemapEntry[]> {
    const rows = await this.database.read<{ handle: string; updated_at: Date }>(
      'SELECT handle, updated_at FROM products WHERE is_listed = 1 ORDER BY id LIMIT 49000',
    );
    return rows.map(({ handle, updated_at }) => ({
      kind: 'product',
      handle,
      updatedAt: updated_at.toISOString(),
    }));
  }

  async toCards(rows: readonly CardRow[]): Promise<ProductCard[]> {
    if (rows.length === 0) return [];
    const stock = await this.database.read<StockRow & { product_id: number }>(STOCK, [
      rows.map((row) => row.id),
    ]);
    const byProduct = new Map(stock.map((row) => [row.product_id, row]));
    return rows.map((row) => toCard(row, byProduct.get(row.id)));
  }
}

function toCard(row: CardRow, stock: StockRow | undefined): ProductCard {
  const summary = JSON.parse(row.card) as CardSummary;
  return {
    ...summary,
    id: row.id,
    handle: row.handle,
    title: row.title,
    vendor: row.vendor,
    type: row.type,
    priceMin: row.price_min,
    priceMax: row.price_max,
    compareAtPrice: row.compare_at_price,
    isAvailable: stock?.is_available === 1,
    soleVariantId: summary.variantCount === 1 ? (stock?.sole_variant_id ?? null) : null,
    createdAt: row.created_at.toISOString(),
  };
}
