import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Rating } from '../../core/reviews/rating.js';
import { Database } from '../../platform/database/database.js';

/** A product with the sum and number of its stars so far. */
export interface ReviewedProduct extends Rating {
  id: number;
  handle: string;
}

/** Small changes of products that are no new content. */
@Injectable()
export class ProductUpkeep {
  constructor(private readonly database: Database) {}

  /** One statement, so that products that everybody buys are held for a moment only. */
  async countSales(lines: readonly { variantId: number; quantity: number }[]): Promise<void> {
    const units = new Map<number, number>();
    for (const { variantId, quantity } of lines) units.set(variantId, (units.get(variantId) ?? 0) + quantity);
    const cases = [...units].map(() => 'WHEN ? THEN ?').join(' ');
    await this.database.execute(
      `UPDATE products p JOIN (SELECT s.product_id, SUM(s.units) AS units FROM
         (SELECT v.product_id, CASE v.id ${cases} END AS units FROM variants v WHERE v.id IN (?)) s
         GROUP BY s.product_id) u ON u.product_id = p.id
       SET p.units_sold = p.units_sold + u.units`,
      [...[...units].flat(), [...units.keys()]],
    );
  }

  /** Holds the product until the end of `tx`; null when there is none. */
  async lock(tx: EntityManager, id: number): Promise<ReviewedProduct | null> {
    const [row] = await tx.query<ReviewedProduct[]>(
      'SELECT id, handle, rating_sum AS sum, rating_count AS count FROM products WHERE id = ? FOR UPDATE',
      [id],
    );
    return row ?? null;
  }

  /** `updated_at` stays: it tells of what staff wrote. */
  async setReviews(
    tx: EntityManager,
    id: number,
    { sum, count }: Rating,
    shown: string | null,
  ): Promise<void> {
    await tx.query('UPDATE products SET rating_sum = ?, rating_count = ?, reviews = ? WHERE id = ?', [
      sum,
      count,
      shown,
      id,
    ]);
  }

  /** `updated_at` stays. */
  async setHistory(
    tx: EntityManager,
    products: readonly { handle: string; createdAt: Date; unitsSold: number }[],
  ): Promise<void> {
    for (const { handle, createdAt, unitsSold } of products) {
      await tx.query(
        `UPDATE products SET created_at = ?, published_at = IF(published_at IS NULL, NULL, ?), units_sold = ?
         WHERE handle = ?`,
        [createdAt, createdAt, unitsSold, handle],
      );
    }
  }
}
