import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import { Database } from '../../platform/database/database.js';
import type { LinePick } from './order.js';

/** What a refund is for. Amounts in minor units; the amount of a line includes its tax. */
export interface RefundParts {
  wish: string | null;
  shipping: Minor;
  tax: Minor;
  lines: (LinePick & { amount: Minor; tax: Minor })[];
}

/** What refunds are for, beside the amounts that `payments` keeps. */
@Injectable()
export class RefundPartsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: EntityManager, refundId: number, orderId: number, parts: RefundParts): Promise<void> {
    await tx.query(
      'INSERT INTO refund_parts (refund_id, order_id, wish, shipping, tax) VALUES (?, ?, ?, ?, ?)',
      [refundId, orderId, parts.wish, parts.shipping, parts.tax],
    );
    const rows = parts.lines.map((line) => [refundId, line.lineId, line.quantity, line.amount, line.tax]);
    if (rows.length > 0)
      await tx.query('INSERT INTO refund_lines (refund_id, order_line_id, quantity, amount, tax) VALUES ?', [
        rows,
      ]);
  }

  /** The refund that was asked for under this name. */
  async idOfWish(tx: EntityManager, orderId: number, wish: string): Promise<number | null> {
    const rows: { id: number }[] = await tx.query(
      'SELECT refund_id AS id FROM refund_parts WHERE order_id = ? AND wish = ?',
      [orderId, wish],
    );
    return rows[0]?.id ?? null;
  }

  /** What was given back of the delivery, or is on its way. */
  async shippingGiven(tx: EntityManager, orderId: number): Promise<Minor> {
    const rows: { given: string | number }[] = await tx.query(
      'SELECT COALESCE(SUM(shipping), 0) AS given FROM refund_parts WHERE order_id = ?',
      [orderId],
    );
    return Number(rows[0]?.given);
  }

  async picks(refundId: number, tx: EntityManager = this.database.manager): Promise<LinePick[]> {
    return tx.query('SELECT order_line_id AS lineId, quantity FROM refund_lines WHERE refund_id = ?', [
      refundId,
    ]);
  }
}
