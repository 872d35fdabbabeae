import { Injectable } from '@nestjs/common';
import type { CardSummary } from '../../core/catalog/product-card.js';
import { Database } from '../../platform/database/database.js';
import type { ProductCard } from './catalog.types.js';
import { sql, Sql } from './sql.js';
import { readTexts, textsWhere } from './words/read-texts.js';
import { altNameOf } from './words/text-names.js';

interface CardRow {
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
  rating_count: number;
  rating_sum: number;
  sole_variant_id: number | null;
  is_available: number | null;
  texts: unknown;
}

/** Columns of a card, from `products p`. */
const COLUMNS =
  new Sql(`p.id, p.handle, p.title, p.vendor, p.type, p.price_min, p.price_max, p.compare_at_price, p.card,
  p.created_at, p.units_sold, p.rating_count, p.rating_sum`);

/** Stock of a few products `p` that have been chosen, in the same statement. */
const STOCK = new Sql(`(SELECT MIN(v.id) FROM variants v WHERE v.product_id = p.id) AS sole_variant_id,
  (SELECT MAX(a.is_available) FROM variants v JOIN variant_availability a ON a.variant_id = v.id
    WHERE v.product_id = p.id) AS is_available`);

/** In all languages. */
const TEXTS = new Sql(
  textsWhere(`t.resource = 'product' AND t.resource_id = p.id
    AND t.name IN ('title', ${altNameOf(`JSON_UNQUOTE(JSON_EXTRACT(p.card, '$.imageAlt'))`)})`),
);

/** What listings show of products, with their stock. One statement for any number of cards. */
@Injectable()
export class CardRepository {
  constructor(private readonly database: Database) {}

  async findByIds(ids: readonly number[]): Promise<ProductCard[]> {
    if (ids.length === 0) return [];
    const { text, values } =
      sql`SELECT ${COLUMNS}, ${STOCK}, ${TEXTS} FROM products p WHERE p.id IN (${ids}) AND p.is_listed = 1`;
    const rows = await this.database.read<CardRow>(text, values);
    const byId = new Map(rows.map((row) => [row.id, toCard(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Of products with a score (rows of `product_id` and `score`) the best `limit`; of equals the best-selling. */
  async findBest(scored: Sql, limit: number): Promise<ProductCard[]> {
    const { text, values } = sql`SELECT p.*, ${STOCK}, ${TEXTS} FROM (
        SELECT ${COLUMNS}, s.score FROM (${scored}) s STRAIGHT_JOIN products p ON p.id = s.product_id
        WHERE p.is_listed = 1 ORDER BY s.score DESC, p.units_sold DESC, p.id LIMIT ${limit}
      ) p ORDER BY p.score DESC, p.units_sold DESC, p.id`;
    return (await this.database.read<CardRow>(text, values)).map(toCard);
  }
}

function toCard(row: CardRow): ProductCard {
  const summary = JSON.parse(row.card) as CardSummary;
  const texts = readTexts(row.texts, (name) => (name === 'title' ? 'title' : 'imageAlt'));
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
    isAvailable: row.is_available === 1,
    soleVariantId: summary.variantCount === 1 ? row.sole_variant_id : null,
    createdAt: row.created_at.toISOString(),
    rating: row.rating_count > 0 ? { sum: row.rating_sum, count: row.rating_count } : null,
    ...(texts && { texts }),
  };
}
