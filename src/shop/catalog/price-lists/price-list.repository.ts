import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PriceList } from '../../../core/pricing/convert.js';
import type { VariantPrice } from '../../../core/pricing/list-prices.js';
import { Database } from '../../../platform/database/database.js';
import type { OwnPrice, OwnPrices } from './own-prices.js';

/** A list, and the own prices that it has for some variants, by variant id. */
export interface ExactPrices {
  list: PriceList;
  own: Map<number, VariantPrice>;
}

type ListRow = PriceList;
type ExactRow = ListRow & { variantId: number | null; price: number; compareAtPrice: number | null };
interface ProductRow extends OwnPrice {
  productId: number;
  basePrice: number;
  baseCompareAtPrice: number | null;
  currency: string | null;
}

const LIST = `l.currency, TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(l.rate AS CHAR))) AS rate,
  l.rounds_to AS roundsTo`;
const OWN = 'p.variant_id AS variantId, p.price, p.compare_at_price AS compareAtPrice';

const EXACT = `SELECT ${LIST}, ${OWN} FROM price_lists l
  LEFT JOIN variant_prices p ON p.currency = l.currency AND p.variant_id IN (?) WHERE l.currency = ?`;

/** Every variant of the products that have an own price, once for each of its own prices. */
const OF_PRODUCTS = `SELECT v.product_id AS productId, v.id AS variantId, v.price AS basePrice,
    v.compare_at_price AS baseCompareAtPrice, p.currency, p.price, p.compare_at_price AS compareAtPrice
  FROM (SELECT DISTINCT o.product_id FROM variants o JOIN variant_prices q ON q.variant_id = o.id
    WHERE o.product_id IN (?)) these
  JOIN variants v ON v.product_id = these.product_id LEFT JOIN variant_prices p ON p.variant_id = v.id
  ORDER BY v.id, p.currency`;

/** The tables `price_lists` and `variant_prices`. */
@Injectable()
export class PriceListRepository {
  constructor(private readonly database: Database) {}

  /** In the order of their codes. */
  findAll(): Promise<PriceList[]> {
    return this.database.read<ListRow>(`SELECT ${LIST} FROM price_lists l ORDER BY l.currency`);
  }

  /** Null when there is no such list. One statement, from the primary. */
  async findExact(currency: string, variantIds: readonly number[]): Promise<ExactPrices | null> {
    const ids = variantIds.length === 0 ? [0] : variantIds;
    const rows = await this.database.query<ExactRow>(EXACT, [ids, currency]);
    const [first] = rows;
    if (!first) return null;
    const own = rows.flatMap(({ variantId, price, compareAtPrice }) =>
      variantId === null ? [] : [[variantId, { price, compareAtPrice }] as const],
    );
    return { list: { currency, rate: first.rate, roundsTo: first.roundsTo }, own: new Map(own) };
  }

  /** By product; those without an own price are left out. */
  async findOfProducts(productIds: readonly number[]): Promise<Map<number, OwnPrices>> {
    const rows = await this.database.read<ProductRow>(OF_PRODUCTS, [productIds]);
    const byProduct = Map.groupBy(rows, ({ productId }) => productId);
    return new Map([...byProduct].map(([id, some]) => [id, toOwnPrices(some)]));
  }

  async countOwn(): Promise<Map<string, number>> {
    const rows = await this.database.query<{ currency: string; count: number }>(
      'SELECT currency, COUNT(*) AS count FROM variant_prices GROUP BY currency',
    );
    return new Map(rows.map(({ currency, count }) => [currency, count]));
  }

  /** Highest price or former price in the shop's currency; 0 without variants. */
  async dearest(): Promise<number> {
    const [row] = await this.database.query<{ dearest: number | null }>(
      'SELECT MAX(GREATEST(price, COALESCE(compare_at_price, 0))) AS dearest FROM variants',
    );
    return row?.dearest ?? 0;
  }

  async put(tx: EntityManager, { currency, rate, roundsTo }: PriceList): Promise<void> {
    await tx.query(
      `INSERT INTO price_lists (currency, rate, rounds_to) VALUES (?)
       ON DUPLICATE KEY UPDATE rate = VALUES(rate), rounds_to = VALUES(rounds_to)`,
      [[currency, rate, roundsTo]],
    );
  }

  /** False when there was none. Its own prices stay. */
  async delete(tx: EntityManager, currency: string): Promise<boolean> {
    const result: { affectedRows: number } = await tx.query('DELETE FROM price_lists WHERE currency = ?', [
      currency,
    ]);
    return result.affectedRows > 0;
  }

  /** Null for an unknown variant. */
  async productOf(tx: EntityManager, variantId: number): Promise<number | null> {
    const [row] = await tx.query<{ id: number }[]>('SELECT product_id AS id FROM variants WHERE id = ?', [
      variantId,
    ]);
    return row?.id ?? null;
  }

  async putPrice(
    tx: EntityManager,
    currency: string,
    { variantId, price, compareAtPrice }: OwnPrice,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO variant_prices (currency, variant_id, price, compare_at_price) VALUES (?)
       ON DUPLICATE KEY UPDATE price = VALUES(price), compare_at_price = VALUES(compare_at_price)`,
      [[currency, variantId, price, compareAtPrice]],
    );
  }

  /** False when there was none. */
  async deletePrice(tx: EntityManager, currency: string, variantId: number): Promise<boolean> {
    const result: { affectedRows: number } = await tx.query(
      'DELETE FROM variant_prices WHERE currency = ? AND variant_id = ?',
      [currency, variantId],
    );
    return result.affectedRows > 0;
  }
}

function toOwnPrices(rows: readonly ProductRow[]): OwnPrices {
  const base = new Map(
    rows.map(({ variantId, basePrice, baseCompareAtPrice }) => [
      variantId,
      { variantId, price: basePrice, compareAtPrice: baseCompareAtPrice },
    ]),
  );
  const own = rows.flatMap(({ currency, variantId, price, compareAtPrice }) =>
    currency === null ? [] : [{ currency, variantId, price, compareAtPrice }],
  );
  return { base: [...base.values()], own };
}
