import { Injectable } from '@nestjs/common';
import type { CardSummary } from '../../core/catalog/product-card.js';
import type { CardStock } from '../../core/catalog/stock-in-columns.js';
import { Database } from '../../platform/database/database.js';
import type { ProductCard } from './card.types.js';
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
  texts: unknown;
}

interface StockRow {
  sole_variant_id: number | null;
  is_available: number | null;
}

type WholeRow = CardRow & StockRow;

/** All of a card but what its stock says. */
export type PlainCard = Omit<ProductCard, 'isAvailable' | 'soleVariantId'>;

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

  /** In the order of `ids`; what is not listed is left out. */
  async findByIds(ids: readonly number[]): Promise<ProductCard[]> {
    if (ids.length === 0) return [];
    const rows = await this.read<WholeRow>(sql`SELECT ${COLUMNS}, ${STOCK}, ${TEXTS} ${of(ids)}`);
    return inOrder(ids, rows);
  }

  /** The same for whoever knows the stock, by id. MySQL has a third less to do. */
  async findPlain(ids: readonly number[]): Promise<Map<number, PlainCard>> {
    if (ids.length === 0) return new Map();
    const rows = await this.read<CardRow>(sql`SELECT ${COLUMNS}, ${TEXTS} ${of(ids)}`);
    return new Map(rows.map((row) => [row.id, toPlain(row)]));
  }

  /** As `findBest`, each with its score. */
  async findScored(scored: Sql, limit: number): Promise<{ card: ProductCard; score: number }[]> {
    const rows = await this.best(scored, limit);
    return rows.map((row) => ({ card: toCard(row), score: row.score }));
  }

  /** Of products with a score (rows of `product_id` and `score`) the best `limit`; of equals the best-selling. */
  async findBest(scored: Sql, limit: number): Promise<ProductCard[]> {
    return (await this.best(scored, limit)).map(toCard);
  }

  private best(scored: Sql, limit: number): Promise<(WholeRow & { score: number })[]> {
    return this.read(sql`SELECT p.*, ${STOCK}, ${TEXTS} FROM (
        SELECT ${COLUMNS}, s.score FROM (${scored}) s STRAIGHT_JOIN products p ON p.id = s.product_id
        WHERE p.is_listed = 1 ORDER BY s.score DESC, p.units_sold DESC, p.id LIMIT ${limit}
      ) p ORDER BY p.score DESC, p.units_sold DESC, p.id`);
  }

  private read<Row>({ text, values }: Sql): Promise<Row[]> {
    return this.database.read(text, values);
  }
}

const of = (ids: readonly number[]): Sql => sql`FROM products p WHERE p.id IN (${ids}) AND p.is_listed = 1`;

function inOrder(ids: readonly number[], rows: readonly WholeRow[]): ProductCard[] {
  const byId = new Map(rows.map((row) => [row.id, toCard(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const stockOf = ({ is_available, sole_variant_id }: StockRow): CardStock => ({
  isAvailable: is_available === 1,
  soleVariantId: sole_variant_id,
});

const toCard = (row: WholeRow): ProductCard => withStock(toPlain(row), stockOf(row));

export const withStock = (card: PlainCard, { isAvailable, soleVariantId }: CardStock): ProductCard => ({
  ...card,
  isAvailable,
  soleVariantId: card.variantCount === 1 ? soleVariantId : null,
});

function toPlain(row: CardRow): PlainCard {
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
    createdAt: row.created_at.toISOString(),
    rating: row.rating_count > 0 ? { sum: row.rating_sum, count: row.rating_count } : null,
    ...(texts && { texts }),
  };
}
