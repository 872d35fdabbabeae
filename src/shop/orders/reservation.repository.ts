import { Injectable } from '@nestjs/common';
import { RESERVED_SECONDS } from '../../core/orders/reservation.js';
import { Database } from '../../platform/database/database.js';

const WAITS = `state = 'pending_payment' AND expired_at IS NULL`;
const END = `COALESCE(reserved_until, placed_at + INTERVAL ${RESERVED_SECONDS} SECOND)`;

/**
 * Until when goods are set aside: two columns of `orders`. The end is moved and its coming is noted by one conditional
 * statement each, on the same row, so that one of the two always finds what the other one did.
 */
@Injectable()
export class ReservationRepository {
  constructor(private readonly database: Database) {}

  /** False when it is over, or ends less than `leastSeconds` before `until`. */
  async move(orderId: number, until: Date, leastSeconds: number): Promise<boolean> {
    const result = await this.database.execute(
      `UPDATE orders SET reserved_until = ? WHERE id = ? AND ${WAITS} AND ${END} <= ? - INTERVAL ? SECOND`,
      [until, orderId, until, leastSeconds],
    );
    return result.affectedRows === 1;
  }

  /** Notes that it is over, when it is. */
  async expire(orderId: number, now: Date): Promise<void> {
    await this.database.execute(
      `UPDATE orders SET expired_at = ? WHERE id = ? AND ${WAITS} AND ${END} <= ?`,
      [now, orderId, now],
    );
  }

  async isExpired(orderId: number): Promise<boolean> {
    const rows = await this.database.query<{ expired: number }>(
      'SELECT expired_at IS NOT NULL AS expired FROM orders WHERE id = ?',
      [orderId],
    );
    return rows[0]?.expired === 1;
  }
}
