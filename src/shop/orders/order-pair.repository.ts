import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Two products that were in one order. */
export interface OrderedPair {
  productId: number;
  otherId: number;
  /** How many different buyers had both in one order. */
  buyers: number;
}

/** Of a product only so many of its newest order lines are looked at: what everybody buys takes no longer than other things. */
const LINES_OF_A_PRODUCT = 300;

const FIND = `SELECT r.product_id, w.product_id AS other_id, COUNT(DISTINCT o.email) AS buyers
  FROM (
    SELECT product_id, line_id FROM (
      SELECT v.product_id, l.id AS line_id, ROW_NUMBER() OVER (PARTITION BY v.product_id ORDER BY l.id DESC) AS nth
      FROM variants v JOIN order_lines l ON l.variant_id = v.id WHERE v.product_id IN (?)
    ) newest WHERE nth <= ${LINES_OF_A_PRODUCT}
  ) r
  JOIN order_lines a ON a.id = r.line_id
  JOIN orders o ON o.id = a.order_id
  JOIN order_lines b ON b.order_id = a.order_id
  JOIN variants w ON w.id = b.variant_id
  WHERE o.placed_at >= ? AND o.state NOT IN ('pending_payment', 'cancelled', 'refunded') AND w.product_id <> r.product_id
  GROUP BY r.product_id, w.product_id HAVING COUNT(DISTINCT o.email) >= ?`;

/** What products were ordered with. Reads without locks. */
@Injectable()
export class OrderPairRepository {
  /** In orders that stand and were placed since then; pairs of fewer buyers are left out. */
  async find(
    tx: EntityManager,
    productIds: readonly number[],
    since: Date,
    fewestBuyers: number,
  ): Promise<OrderedPair[]> {
    const rows = await tx.query<{ product_id: number; other_id: number; buyers: number }[]>(FIND, [
      productIds,
      since,
      fewestBuyers,
    ]);
    return rows.map((row) => ({
      productId: row.product_id,
      otherId: row.other_id,
      buyers: row.buyers,
    }));
  }
}
