import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextStates, type OrderEvent } from '../../core/orders/order-event.js';
import { orderState } from '../../core/orders/order-state.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { OrderHistoryRepository } from './order-history.repository.js';
import { SHOP, type Actor } from './actor.js';
import type { CancelReason, Order, Refusal } from './order.js';
import { OrderRepository } from './order.repository.js';

export interface MoveNote {
  amount?: number;
  cancelReason?: CancelReason;
  by?: Actor;
  /** For staff. */
  detail?: string;
}

/**
 * The one way to change an order: lock its row, look at the tables of states, change, write it into the history.
 * Lock order, everywhere: the order's row first, then stock in variant order.
 */
@Injectable()
export class OrderChangesService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly history: OrderHistoryRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in one transaction while the order is locked. Refused, without calling `work`, when the order is not
   * there or `event` is not possible in its state. `work` changes the state itself, with `move`.
   */
  whileLocked<T>(
    orderId: number,
    event: OrderEvent,
    work: (tx: EntityManager, order: Order) => Promise<T>,
  ): Promise<T | Refusal> {
    return this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      if (!order) return { ok: false, reason: 'not_found' };
      if (nextStates(order.states, event) === null)
        return { ok: false, reason: 'wrong_state', state: order.state };
      return work(tx, order);
    });
  }

  /** The order in its next states. The caller holds the lock and has asked whether `event` is possible. */
  async move(tx: EntityManager, order: Order, event: OrderEvent, note: MoveNote = {}): Promise<Order> {
    const states = nextStates(order.states, event);
    if (states === null) throw new Error(`an order that is ${order.state} takes no ${event}`);
    const cancelReason = note.cancelReason ?? null;
    const state = orderState(states);
    await this.orders.setStates(tx, order.id, states, cancelReason);
    await this.history.add(tx, order.id, {
      event,
      fromState: order.state,
      toState: state,
      amount: note.amount ?? null,
      happenedAt: this.clock.now(),
      by: note.by ?? SHOP,
      detail: note.detail ?? null,
    });
    return { ...order, states, state, isOutdated: false, cancelReason: cancelReason ?? order.cancelReason };
  }
}
