import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { Orderer } from './promotion-record.js';

export interface Use {
  promotionId: number;
  orderId: number;
  code: string | null;
  email: string;
  customerId: number | null;
  /** At most so many of one customer; null: as many as they like. */
  limit: number | null;
  /** In the promotion's count. */
  isCounted: boolean;
  usedAt: Date;
}

interface Changed {
  affectedRows: number;
}

/** Who has used which promotion on which order. Two keys of the table keep a customer's uses within their limit. */
@Injectable()
export class PromotionUsesRepository {
  constructor(private readonly database: Database) {}

  /** Uses by this customer or e-mail address, the higher count of the two, by promotion. */
  async counts(promotionIds: readonly number[], who: Orderer): Promise<Map<number, number>> {
    if (promotionIds.length === 0) return new Map();
    const rows = await this.database.query<{ id: number; byEmail: number; byCustomer: number }>(
      `SELECT promotion_id AS id, CAST(SUM(email_key = ?) AS SIGNED) AS byEmail,
         CAST(SUM(COALESCE(customer_id = ?, 0)) AS SIGNED) AS byCustomer
       FROM promotion_uses WHERE promotion_id IN (?) AND (email_key = ? OR customer_id = ?) GROUP BY promotion_id`,
      [who.email ?? '', who.customerId ?? 0, promotionIds, who.email ?? '', who.customerId ?? 0],
    );
    return new Map(rows.map((row) => [row.id, Math.max(row.byEmail, row.byCustomer)]));
  }

  /** The uses still count, for the e-mail address of their order. */
  async leaveCustomer(tx: EntityManager, customerId: number): Promise<void> {
    await tx.query(
      'UPDATE promotion_uses SET customer_id = NULL, customer_number = NULL WHERE customer_id = ?',
      [customerId],
    );
  }

  /** Asks and takes in one statement, and holds the promotion's row. False when it is used up or has ended. */
  async takeOne(tx: EntityManager, promotionId: number, at: Date): Promise<boolean> {
    const result: Changed = await tx.query(
      `UPDATE promotions SET used = used + 1 WHERE id = ? AND (limit_total IS NULL OR used < limit_total)
       AND stopped_at IS NULL AND starts_at <= ? AND (ends_at IS NULL OR ends_at > ?)`,
      [promotionId, at, at],
    );
    return result.affectedRows === 1;
  }

  /** False when this customer has no use left. The caller holds the promotion's row where there is a limit. */
  async insert(tx: EntityManager, use: Use): Promise<boolean> {
    const { promotionId, orderId, code, email, customerId, limit, isCounted, usedAt } = use;
    const [byEmail, byCustomer] = [
      limit && (await this.freeNumber(tx, promotionId, 'email', email, limit)),
      limit && customerId !== null && (await this.freeNumber(tx, promotionId, 'customer', customerId, limit)),
    ];
    if (byEmail === 0 || byCustomer === 0) return false;
    await tx.query(
      `INSERT INTO promotion_uses (promotion_id, order_id, code, email_key, email_number, customer_id, customer_number,
       is_counted, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [promotionId, orderId, code, email, byEmail, customerId, byCustomer, isCounted, usedAt],
    );
    return true;
  }

  /** Gives back what an order has used. Safe to repeat: a row that is gone gives nothing back. */
  async giveBack(tx: EntityManager, orderId: number): Promise<void> {
    const rows: { id: number; isCounted: number }[] = await tx.query(
      `SELECT promotion_id AS id, is_counted AS isCounted FROM promotion_uses WHERE order_id = ?
       ORDER BY promotion_id FOR UPDATE`,
      [orderId],
    );
    if (rows.length === 0) return;
    await tx.query('DELETE FROM promotion_uses WHERE order_id = ?', [orderId]);
    const counted = rows.filter(({ isCounted }) => isCounted === 1).map(({ id }) => id);
    if (counted.length > 0)
      await tx.query('UPDATE promotions SET used = used - 1 WHERE id IN (?)', [counted]);
  }

  /** The lowest number from 1 to `limit` that no use of theirs has; 0 when there is none. */
  private async freeNumber(
    tx: EntityManager,
    promotionId: number,
    by: 'email' | 'customer',
    whose: string | number,
    limit: number,
  ): Promise<number> {
    const [key, number] = by === 'email' ? ['email_key', 'email_number'] : ['customer_id', 'customer_number'];
    const rows: { number: number | null }[] = await tx.query(
      `SELECT ${number} AS number FROM promotion_uses WHERE promotion_id = ? AND ${key} = ?`,
      [promotionId, whose],
    );
    const taken = new Set(rows.map((row) => row.number));
    for (let free = 1; free <= limit; free += 1) if (!taken.has(free)) return free;
    return 0;
  }
}
