import { Injectable } from '@nestjs/common';
import { orderNumber } from '../../core/orders/order-number.js';
import type { OrderState } from '../../core/orders/order-state.js';
import { Database } from '../../platform/database/database.js';
import type { OrderSummary } from './order.js';

export interface OrderListQuery {
  customerId?: number;
  state?: OrderState;
  skip: number;
  take: number;
}

/** Lists of orders, newest first, without their lines. */
@Injectable()
export class OrderListRepository {
  constructor(private readonly database: Database) {}

  async find(query: OrderListQuery): Promise<{ orders: OrderSummary[]; total: number }> {
    const { where, values } = condition(query);
    const rows = await this.database.query<Omit<OrderSummary, 'number'> & { itemCount: string }>(
      `SELECT o.id, o.token, o.state, o.email, o.total, o.currency, o.placed_at AS placedAt,
         (SELECT SUM(l.quantity) FROM order_lines l WHERE l.order_id = o.id) AS itemCount
       FROM orders o ${where} ORDER BY o.id DESC LIMIT ? OFFSET ?`,
      [...values, query.take, query.skip],
    );
    const counted = await this.database.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM orders o ${where}`,
      values,
    );
    const orders = rows.map((row) => ({
      ...row,
      number: orderNumber(row.id),
      itemCount: Number(row.itemCount),
    }));
    return { orders, total: counted[0]?.total ?? 0 };
  }
}

function condition({ customerId, state }: OrderListQuery): { where: string; values: unknown[] } {
  const parts: [string, unknown][] = [];
  if (customerId !== undefined) parts.push(['o.customer_id = ?', customerId]);
  if (state !== undefined) parts.push(['o.state = ?', state]);
  if (parts.length === 0) return { where: '', values: [] };
  return {
    where: `WHERE ${parts.map(([text]) => text).join(' AND ')}`,
    values: parts.map(([, value]) => value),
  };
}
