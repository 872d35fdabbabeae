import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MOST_STARS } from '../../core/reviews/rating.js';
import { Database } from '../../platform/database/database.js';
import type { ShownReview, ShownReviews } from '../catalog/product.types.js';
import { type ReviewOrder, type ReviewQuery, REVIEWS_PER_PAGE } from './review.js';

interface ShownRow extends Omit<ShownReview, 'isVerified' | 'writtenAt'> {
  orderLineId: number | null;
  writtenAt: Date;
}

const COLUMNS = `id, stars, title, body, author, order_line_id AS orderLineId, helpful, written_at AS writtenAt`;
const ORDERS: Record<ReviewOrder, string> = {
  newest: 'written_at DESC, id DESC',
  helpful: 'helpful DESC, written_at DESC, id DESC',
};

/** The published rows of `reviews`, and who found them helpful. */
@Injectable()
export class PublishedReviewRepository {
  constructor(private readonly database: Database) {}

  async find(productId: number, { stars, order, page }: ReviewQuery): Promise<ShownReview[]> {
    const rows = await this.database.read<ShownRow>(
      `SELECT ${COLUMNS} FROM reviews WHERE product_id = ? AND state = 'published' ${stars === null ? '' : 'AND stars = ?'}
       ORDER BY ${ORDERS[order]} LIMIT ? OFFSET ?`,
      [productId, ...(stars === null ? [] : [stars]), REVIEWS_PER_PAGE, (page - 1) * REVIEWS_PER_PAGE],
    );
    return rows.map(toShown);
  }

  /** What the product's page begins with, as `tx` sees it. */
  async front(tx: EntityManager, productId: number): Promise<ShownReviews> {
    const counts = await tx.query<{ stars: number; count: number; samples: number | string }[]>(
      `SELECT stars, COUNT(*) AS count, SUM(order_line_id IS NULL) AS samples FROM reviews
       WHERE product_id = ? AND state = 'published' GROUP BY stars`,
      [productId],
    );
    const newest = await tx.query<ShownRow[]>(
      `SELECT ${COLUMNS} FROM reviews WHERE product_id = ? AND state = 'published'
       ORDER BY ${ORDERS.newest} LIMIT ${REVIEWS_PER_PAGE}`,
      [productId],
    );
    const countOf = (stars: number) => counts.find((row) => row.stars === stars)?.count ?? 0;
    return {
      stars: Array.from({ length: MOST_STARS }, (_, at) => countOf(at + 1)),
      newest: newest.map(toShown),
      hasSamples: counts.some(({ samples }) => Number(samples) > 0),
    };
  }

  /** Null unless it is published. */
  async productOf(id: number): Promise<number | null> {
    const [row] = await this.database.query<{ productId: number }>(
      `SELECT product_id AS productId FROM reviews WHERE id = ? AND state = 'published'`,
      [id],
    );
    return row?.productId ?? null;
  }

  /** False when this voter had said so before, or it is not published any more. */
  async vote(tx: EntityManager, id: number, voter: string): Promise<boolean> {
    const [known] = await tx.query<unknown[]>(
      'SELECT 1 FROM review_votes WHERE review_id = ? AND voter = ?',
      [id, voter],
    );
    if (known) return false;
    const result: { affectedRows: number } = await tx.query(
      `UPDATE reviews SET helpful = helpful + 1 WHERE id = ? AND state = 'published'`,
      [id],
    );
    if (result.affectedRows === 0) return false;
    await tx.query('INSERT INTO review_votes (review_id, voter) VALUES (?, ?)', [id, voter]);
    return true;
  }
}

const toShown = ({ orderLineId, writtenAt, ...row }: ShownRow): ShownReview => ({
  ...row,
  isVerified: orderLineId !== null,
  writtenAt: writtenAt.toISOString(),
});
