import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isOpenReturn, type ReturnState } from '../../core/orders/return-state.js';
import { Database, isDuplicateKey } from '../../platform/database/database.js';
import type { Return, ReturnLine } from './return.js';

const RETURN = `SELECT r.id, r.order_id AS orderId, r.state, r.note, r.answer, r.requested_at AS requestedAt,
  (SELECT COUNT(*) FROM returns e WHERE e.order_id = r.order_id AND e.id <= r.id) AS nth FROM returns r`;

type Row = Omit<Return, 'lines'>;

/** The tables `returns` and `return_lines`. */
@Injectable()
export class ReturnRepository {
  constructor(private readonly database: Database) {}

  /** Oldest first. */
  ofOrder(orderId: number, tx?: EntityManager): Promise<Return[]> {
    return this.find('r.order_id = ? ORDER BY r.id', [orderId], tx);
  }

  /** Oldest first, by order. */
  async ofOrders(orderIds: readonly number[]): Promise<Return[]> {
    return orderIds.length === 0 ? [] : this.find('r.order_id IN (?) ORDER BY r.id', [orderIds]);
  }

  /** Newest first. */
  list(state: ReturnState | null, limit: number): Promise<Return[]> {
    return state === null
      ? this.find('1 = 1 ORDER BY r.id DESC LIMIT ?', [limit])
      : this.find('r.state = ? ORDER BY r.id DESC LIMIT ?', [state, limit]);
  }

  /** False when the order has an open return: the key of `open_order_id` says so, whoever asked first. */
  async insert(tx: EntityManager, asked: Omit<Return, 'id' | 'nth' | 'answer' | 'state'>): Promise<boolean> {
    const { orderId, note, requestedAt, lines } = asked;
    try {
      const { insertId }: { insertId: number } = await tx.query(
        `INSERT INTO returns (order_id, open_order_id, state, note, requested_at, changed_at)
         VALUES (?, ?, 'requested', ?, ?, ?)`,
        [orderId, orderId, note, requestedAt, requestedAt],
      );
      const rows = lines.map((line) => [insertId, line.lineId, line.quantity, line.reason]);
      await tx.query('INSERT INTO return_lines (return_id, order_line_id, quantity, reason) VALUES ?', [
        rows,
      ]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async setState(
    tx: EntityManager,
    { id, orderId }: Return,
    to: ReturnState,
    more: { answer?: string; at: Date },
  ): Promise<void> {
    await tx.query(
      'UPDATE returns SET state = ?, open_order_id = ?, answer = COALESCE(?, answer), changed_at = ? WHERE id = ?',
      [to, isOpenReturn(to) ? orderId : null, more.answer ?? null, more.at, id],
    );
  }

  /** `where` is our own text. */
  private async find(where: string, values: unknown[], tx?: EntityManager): Promise<Return[]> {
    const manager = tx ?? this.database.manager;
    const rows: Row[] = await manager.query(`${RETURN} WHERE ${where}`, values);
    if (rows.length === 0) return [];
    const lines: (ReturnLine & { returnId: number })[] = await manager.query(
      `SELECT return_id AS returnId, order_line_id AS lineId, quantity, reason FROM return_lines
       WHERE return_id IN (?) ORDER BY order_line_id`,
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      ...row,
      lines: lines
        .filter(({ returnId }) => returnId === row.id)
        .map(({ lineId, quantity, reason }) => ({ lineId, quantity, reason })),
    }));
  }
}
