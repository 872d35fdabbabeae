import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdjustmentRow } from './order-rows.js';
import type { OrderAdjustment } from './order.js';

/** The table `order_adjustments`. */
@Injectable()
export class OrderAdjustmentRepository {
  async insert(tx: EntityManager, orderId: number, adjustments: readonly OrderAdjustment[]): Promise<void> {
    if (adjustments.length === 0) return;
    const rows = adjustments.map(({ position, promotionId, title, code, amount }) => [
      orderId,
      position,
      promotionId,
      title,
      code,
      amount,
    ]);
    await tx.query(
      'INSERT INTO order_adjustments (order_id, position, promotion_id, title, code, amount) VALUES ?',
      [rows],
    );
  }

  async ofOrders(tx: EntityManager, orderIds: readonly number[]): Promise<Map<number, OrderAdjustment[]>> {
    const byOrder = new Map<number, OrderAdjustment[]>();
    if (orderIds.length === 0) return byOrder;
    const rows: AdjustmentRow[] = await tx.query(
      `SELECT order_id AS orderId, position, promotion_id AS promotionId, title, code, amount FROM order_adjustments
       WHERE order_id IN (?) ORDER BY id`,
      [orderIds],
    );
    for (const { orderId, ...adjustment } of rows)
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), adjustment]);
    return byOrder;
  }
}
