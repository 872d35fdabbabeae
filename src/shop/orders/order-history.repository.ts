import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OrderState } from '../../core/orders/order-state.js';
import { Database } from '../../platform/database/database.js';
import type { Actor } from './actor.js';
import type { OrderHappening, OrderNews } from './order.js';

type Row = Omit<OrderHappening, 'by'> & { actor: Actor['kind'] | null; actorName: string | null };

const MAX_DETAIL = 500;

/** What happened to an order, and who did it. */
@Injectable()
export class OrderHistoryRepository {
  constructor(private readonly database: Database) {}

  async add(
    tx: EntityManager,
    orderId: number,
    happening: OrderHappening & { fromState: OrderState | null },
  ): Promise<void> {
    const { event, fromState, toState, amount, happenedAt, by, detail } = happening;
    await tx.query(
      `INSERT INTO order_events (order_id, event, from_state, to_state, amount, happened_at, actor, actor_name, detail)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        orderId,
        event,
        fromState,
        toState,
        amount,
        happenedAt,
        by?.kind ?? null,
        by?.name ?? null,
        detail?.slice(0, MAX_DETAIL) ?? null,
      ],
    );
  }

  /** Whether this is in the history already; `detail` as it was added. */
  async has(tx: EntityManager, orderId: number, event: OrderNews, detail: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'SELECT id FROM order_events WHERE order_id = ? AND event = ? AND detail = ? LIMIT 1',
      [orderId, event, detail.slice(0, MAX_DETAIL)],
    );
    return rows.length > 0;
  }

  async find(orderId: number): Promise<OrderHappening[]> {
    const rows = await this.database.query<Row>(
      `SELECT event, to_state AS toState, amount, happened_at AS happenedAt, actor, actor_name AS actorName, detail
       FROM order_events WHERE order_id = ? ORDER BY id`,
      [orderId],
    );
    return rows.map(({ actor, actorName, ...row }) => ({
      ...row,
      by: actor && { kind: actor, name: actorName },
    }));
  }
}
