import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReviewState, ReviewText } from '../../core/reviews/review.js';
import { Database, isDuplicateKey } from '../../platform/database/database.js';
import type { Review } from './review.js';

const COLUMNS = `id, product_id AS productId, order_line_id AS orderLineId, revision, stars, title, body, author, state,
  reason, helpful, written_at AS writtenAt`;

/** A text of somebody who bought something. */
export interface WrittenReview extends ReviewText {
  productId: number;
  orderLineId: number;
  writtenAt: Date;
}

/** The table `reviews`, row by row. */
@Injectable()
export class ReviewRepository {
  constructor(private readonly database: Database) {}

  /** One for each line of an order. False when it is published, and so stays as it is. */
  async write(review: WrittenReview): Promise<boolean> {
    return (await this.rewrite(review)) || (await this.insert(review)) || this.rewrite(review);
  }

  /** By line of an order. */
  async ofLines(lineIds: readonly number[]): Promise<Map<number, Review>> {
    if (lineIds.length === 0) return new Map();
    const rows = await this.database.query<Review>(
      `SELECT ${COLUMNS} FROM reviews WHERE order_line_id IN (?)`,
      [lineIds],
    );
    return new Map(rows.map((row) => [row.orderLineId!, row]));
  }

  async byId(id: number): Promise<Review | null> {
    const rows = await this.database.query<Review>(`SELECT ${COLUMNS} FROM reviews WHERE id = ?`, [id]);
    return rows[0] ?? null;
  }

  /** Newest first, of one state or of all. */
  list(state: ReviewState | null, limit: number): Promise<Review[]> {
    const where = state === null ? '' : 'WHERE state = ?';
    return this.database.query<Review>(
      `SELECT ${COLUMNS} FROM reviews ${where} ORDER BY id DESC LIMIT ?`,
      state === null ? [limit] : [state, limit],
    );
  }

  /** False when it was written anew since `revision`. */
  async decide(
    tx: EntityManager,
    { id, revision }: Pick<Review, 'id' | 'revision'>,
    decision: { state: ReviewState; reason: string | null; at: Date },
  ): Promise<boolean> {
    const { state, reason, at } = decision;
    const result: { affectedRows: number } = await tx.query(
      'UPDATE reviews SET state = ?, reason = ?, decided_at = ? WHERE id = ? AND revision = ?',
      [state, reason, at, id, revision],
    );
    return result.affectedRows === 1;
  }

  /** Products that these lines have reviews of, in the order of their ids. */
  async productsOf(tx: EntityManager, lineIds: readonly number[]): Promise<number[]> {
    if (lineIds.length === 0) return [];
    const rows: { id: number }[] = await tx.query(
      'SELECT DISTINCT product_id AS id FROM reviews WHERE order_line_id IN (?) ORDER BY product_id',
      [lineIds],
    );
    return rows.map(({ id }) => id);
  }

  async clearAuthors(tx: EntityManager, productId: number, lineIds: readonly number[]): Promise<void> {
    await tx.query(`UPDATE reviews SET author = '' WHERE product_id = ? AND order_line_id IN (?)`, [
      productId,
      lineIds,
    ]);
  }

  async addSample(tx: EntityManager, productId: number, review: ReviewText, at: Date): Promise<void> {
    const { stars, title, body, author } = review;
    await tx.query(
      `INSERT INTO reviews (product_id, stars, title, body, author, state, written_at, decided_at)
       VALUES (?, ?, ?, ?, ?, 'published', ?, ?)`,
      [productId, stars, title, body, author, at, at],
    );
  }

  private async rewrite({ stars, title, body, author, writtenAt, orderLineId }: WrittenReview) {
    const result = await this.database.execute(
      `UPDATE reviews SET stars = ?, title = ?, body = ?, author = ?, written_at = ?, state = 'waiting', reason = NULL,
       decided_at = NULL, revision = revision + 1 WHERE order_line_id = ? AND state <> 'published'`,
      [stars, title, body, author, writtenAt, orderLineId],
    );
    return result.affectedRows === 1;
  }

  /** False when the line has one already. */
  private async insert(review: WrittenReview): Promise<boolean> {
    const { productId, orderLineId, stars, title, body, author, writtenAt } = review;
    try {
      await this.database.execute(
        `INSERT INTO reviews (product_id, order_line_id, stars, title, body, author, state, written_at)
         VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)`,
        [productId, orderLineId, stars, title, body, author, writtenAt],
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
