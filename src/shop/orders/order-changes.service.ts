import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextState, type OrderEvent } from '../../core/orders/order-state.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { OrderHistoryRepository } from './order-history.repository.js';
import type { CancelReason, Order, Refusal, Shipment } from './order.js';
import { OrderRepository } from './order.repository.js';

interface MoveNote {
  amount?: number;
  cancelReason?: CancelReason;
}

/**
 * The one way to change an order: lock its row, look at the table of states, change, write it into the history.
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
      if (nextState(order.state, event) === null)
        return { ok: false, reason: 'wrong_state', state: order.state };
      return work(tx, order);
    });
  }

  /** The order in its next state. The caller holds the lock and has asked whether `event` is possible. */
  async move(tx: EntityManager, order: Order, event: OrderEvent, note: MoveNote = {}): Promise<Order> {
    const state = nextState(order.state, event);
    if (state === null) throw new Error(`an order that is ${order.state} takes no ${event}`);
    const cancelReason = note.cancelReason ?? null;
    await this.orders.setState(tx, order.id, state, cancelReason);
    await this.history.add(tx, order.id, {
      event,
      fromState: order.state,
      toState: state,
      amount: note.amount ?? null,
      happenedAt: this.clock.now(),
    });
    return { ...order, state, cancelReason: cancelReason ?? order.cancelReason };
  }

  /** Notes that a part of the money went back; the state stays. */
  async notePartRefund(tx: EntityManager, order: Order, amount: number): Promise<void> {
    await this.history.add(tx, order.id, {
      event: 'part_refund',
      fromState: order.state,
      toState: order.state,
      amount,
      happenedAt: this.clock.now(),
    });
  }

  addShipment(tx: EntityManager, orderId: number, shipment: Shipment): Promise<void> {
    return this.history.addShipment(tx, orderId, shipment);
  }
}
