import { Injectable } from '@nestjs/common';
import { orderNumber } from '../../core/orders/order-number.js';
import type { FirstOrderState } from '../../core/orders/order-state.js';
import { Database } from '../../platform/database/database.js';
import { statesOf, type OrderRow } from './order-rows.js';
import type { OrderSummary } from './order.js';

export interface OrderListQuery {
  customerId?: number;
  /** The word of the column `state`: `fulfilled` includes whatever has left since. */
  state?: FirstOrderState;
  /** Only those whose payment was disputed. */
  isDisputed?: boolean;
  skip: number;
  take: number;
}

type ListRow = Omit<OrderSummary, 'number' | 'state' | 'itemCount'> &
  Pick<OrderRow, 'state' | 'payment_state' | 'fulfilment_state'> & { itemCount: string };

/** Lists of orders, newest first, without their lines. */
@Injectable()
export class OrderListRepository {
  constructor(private readonly database: Database) {}

  async find(query: OrderListQuery): Promise<{ orders: OrderSummary[]; total: number }> {
    const { where, values } = condition(query);
    const rows = await this.database.query<ListRow>(
      `SELECT o.id, o.token, o.state, o.payment_state, o.fulfilment_state, o.email, o.total, o.currency, o.placed_at AS placedAt,
         (SELECT SUM(l.quantity) FROM order_lines l WHERE l.order_id = o.id) AS itemCount
       FROM orders o ${where} ORDER BY o.placed_at DESC, o.id DESC LIMIT ? OFFSET ?`,
      [...values, query.take, query.skip],
    );
    const counted = await this.database.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM orders o ${where}`,
      values,
    );
    const orders = rows.map(({ payment_state, fulfilment_state, ...row }) => ({
      ...row,
      state: statesOf({ state: row.state, payment_state, fulfilment_state }).state,
      number: orderNumber(row.id),
      itemCount: Number(row.itemCount),
    }));
    return { orders, total: counted[0]?.total ?? 0 };
  }
}

const DISPUTED = 'o.id IN (SELECT e.order_id FROM order_events e WHERE e.event = ?)';

function condition({ customerId, state, isDisputed }: OrderListQuery): { where: string; values: unknown[] } {
  const parts: [string, unknown][] = [];
  if (customerId !== undefined) parts.push(['o.customer_id = ?', customerId]);
  if (state !== undefined) parts.push(['o.state = ?', state]);
  if (isDisputed) parts.push([DISPUTED, 'dispute']);
  if (parts.length === 0) return { where: '', values: [] };
  return {
    where: `WHERE ${parts.map(([text]) => text).join(' AND ')}`,
    values: parts.map(([, value]) => value),
  };
}
