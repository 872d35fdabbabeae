import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { PaymentEvent } from './payment-event.js';

const SELECT = 'SELECT id, payload FROM payment_events WHERE applied_at IS NULL';

export interface StoredEvent {
  id: string;
  payload: string;
}

/** The table `payment_events`. */
@Injectable()
export class PaymentEventRepository {
  constructor(private readonly database: Database) {}

  /** Keeps the event, once. One that concerns no order counts as applied. */
  async insert(event: PaymentEvent, payload: string): Promise<void> {
    await this.database.execute(
      `INSERT INTO payment_events (id, type, order_number, reference, payload, received_at, applied_at, next_try_at)
       VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), IF(?, UTC_TIMESTAMP(3), NULL), UTC_TIMESTAMP(3) + INTERVAL 5 SECOND)
       ON DUPLICATE KEY UPDATE id = id`,
      [event.id, event.type, event.orderNumber, event.reference, payload, event.fact === 'other'],
    );
  }

  openOf(reference: string): Promise<StoredEvent[]> {
    return this.database.query(`${SELECT} AND reference = ? ORDER BY received_at, id`, [reference]);
  }

  /** Payments with an event whose time has come. */
  async dueReferences(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ reference: string }>(
      `SELECT DISTINCT reference FROM (SELECT reference FROM payment_events WHERE applied_at IS NULL
         AND next_try_at <= UTC_TIMESTAMP(3) AND reference IS NOT NULL ORDER BY next_try_at LIMIT ?) AS due`,
      [limit],
    );
    return rows.map(({ reference }) => reference);
  }

  async setApplied(id: string, orderNumber: string | null, problem: string | null): Promise<void> {
    await this.database.execute(
      `UPDATE payment_events SET applied_at = UTC_TIMESTAMP(3), order_number = COALESCE(?, order_number), problem = ?
       WHERE id = ? AND applied_at IS NULL`,
      [orderNumber, problem, id],
    );
  }

  /** Tried again after 5, 10, 20 ... seconds, at most 5 minutes. */
  async postpone(id: string, problem: string): Promise<void> {
    await this.database.execute(
      `UPDATE payment_events SET problem = ?, next_try_at = UTC_TIMESTAMP(3) + INTERVAL
         LEAST(300, 5 * POW(2, LEAST(tries, 10))) SECOND, tries = tries + 1
       WHERE id = ? AND applied_at IS NULL`,
      [problem, id],
    );
  }

  /** Forgets what was applied long after Stripe has stopped repeating it; true when there may be more. */
  async tidy(limit: number): Promise<boolean> {
    const { affectedRows } = await this.database.execute(
      'DELETE FROM payment_events WHERE applied_at < UTC_TIMESTAMP(3) - INTERVAL 90 DAY LIMIT ?',
      [limit],
    );
    return affectedRows === limit;
  }
}
