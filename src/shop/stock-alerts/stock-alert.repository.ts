import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';

export interface StockAlert {
  id: number;
  variantId: number;
  email: string;
  /** In which it was asked for; null for the shop's own. */
  language: string | null;
}

/** `customerId`: null for a guest. */
export type NewStockAlert = Omit<StockAlert, 'id'> & { customerId: number | null };

/** What somebody waits for who was signed in when they asked. */
export type OwnStockAlert = Pick<StockAlert, 'variantId' | 'email'> & { askedAt: Date };

/** The table `stock_alerts`. */
@Injectable()
export class StockAlertRepository {
  constructor(private readonly database: Database) {}

  /** Asked twice is asked once. False when the address waits for `most` other things already. */
  async insert(
    { variantId, email, language, customerId }: NewStockAlert,
    at: Date,
    most: number,
  ): Promise<boolean> {
    const [waits] = await this.database.query<{ count: string | number }>(
      'SELECT COUNT(*) AS count FROM stock_alerts WHERE email = ? AND variant_id <> ?',
      [email, variantId],
    );
    if (Number(waits?.count) >= most) return false;
    await this.database.execute(
      `INSERT INTO stock_alerts (variant_id, email, language, asked_at, customer_id) VALUES (?, ?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE asked_at = VALUES(asked_at), language = VALUES(language),
         customer_id = COALESCE(VALUES(customer_id), customer_id)`,
      [variantId, email, language, at, customerId],
    );
    return true;
  }

  ofCustomer(customerId: number): Promise<OwnStockAlert[]> {
    return this.database.query<OwnStockAlert>(
      `SELECT variant_id AS variantId, email, asked_at AS askedAt FROM stock_alerts WHERE customer_id = ? ORDER BY id`,
      [customerId],
    );
  }

  /** Variants that somebody waits for and that are there, after `afterId`, by id. */
  async findAvailable(afterId: number, limit: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT DISTINCT a.variant_id AS id FROM stock_alerts a
       JOIN variant_availability v ON v.variant_id = a.variant_id
       WHERE v.is_available = 1 AND a.variant_id > ? ORDER BY a.variant_id LIMIT ?`,
      [afterId, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the oldest out, so that no other worker writes to them too. */
  async take(tx: EntityManager, variantId: number, limit: number): Promise<StockAlert[]> {
    const rows: StockAlert[] = await tx.query(
      `SELECT id, variant_id AS variantId, email, language FROM stock_alerts WHERE variant_id = ?
       ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED`,
      [variantId, limit],
    );
    if (rows.length > 0)
      await tx.query('DELETE FROM stock_alerts WHERE id IN (?)', [rows.map(({ id }) => id)]);
    return rows;
  }

  async deleteOlderThan(days: number, limit: number): Promise<number> {
    const result = await this.database.execute(
      'DELETE FROM stock_alerts WHERE asked_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY LIMIT ?',
      [days, limit],
    );
    return result.affectedRows;
  }
}
