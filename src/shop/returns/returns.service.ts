import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OrderEvent } from '../../core/orders/order-event.js';
import { kept } from '../../core/orders/pieces.js';
import {
  isOpenReturn,
  nextReturn,
  type ReturnEvent,
  type ReturnState,
} from '../../core/orders/return-state.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../orders/actor.js';
import { OrderChangesService } from '../orders/order-changes.service.js';
import { OrderMailsService } from '../orders/order-mails.service.js';
import { OrderPiecesService, picksText, refusePieces } from '../orders/order-pieces.service.js';
import type { Order, OrderDetails } from '../orders/order.js';
import type { Return, ReturnLine, ReturnOutcome } from './return.js';
import { ReturnRepository } from './return.repository.js';

/** Asking for returns, and what staff say to it. One open return per order, held by the database. */
@Injectable()
export class ReturnsService {
  constructor(
    private readonly returns: ReturnRepository,
    private readonly changes: OrderChangesService,
    private readonly pieces: OrderPiecesService,
    private readonly mails: OrderMailsService,
    private readonly clock: Clock,
  ) {}

  ofOrder(orderId: number): Promise<Return[]> {
    return this.returns.ofOrder(orderId);
  }

  /** Oldest first. */
  ofOrders(orderIds: readonly number[]): Promise<Return[]> {
    return this.returns.ofOrders(orderIds);
  }

  /** Newest first, 100 at most. */
  list(state: ReturnState | null): Promise<Return[]> {
    return this.returns.list(state, 100);
  }

  ask(order: OrderDetails, lines: ReturnLine[], note: string, by: Actor): Promise<ReturnOutcome> {
    return this.changes.whileLocked(order.id, 'ask_return', async (tx, locked): Promise<ReturnOutcome> => {
      const refusal = refusePieces(locked, lines, kept);
      if (refusal) return refusal;
      const asked = { orderId: order.id, note, lines, requestedAt: this.clock.now() };
      if (!(await this.returns.insert(tx, asked))) return { ok: false, reason: 'return_is_open' };
      const reasons = [...new Set(lines.map(({ reason }) => reason))].join(', ');
      const detail = `${picksText(locked, lines)}; ${reasons}`;
      return { ok: true, order: await this.changes.move(tx, locked, 'ask_return', { by, detail }) };
    });
  }

  /** "Send it to us": the shopper gets what to write on the parcel. */
  approve(orderId: number, by: Actor): Promise<ReturnOutcome> {
    return this.answer(orderId, 'approve', 'approve_return', by, (tx, order, one) =>
      this.mails.returnApproved(tx, order, one.nth),
    );
  }

  refuse(orderId: number, answer: string, by: Actor): Promise<ReturnOutcome> {
    const tell = (tx: EntityManager, order: Order, one: Return) =>
      this.mails.returnRefused(tx, order, one.nth, answer);
    return this.answer(orderId, 'refuse', 'refuse_return', by, tell, answer);
  }

  private answer(
    orderId: number,
    event: ReturnEvent,
    orderEvent: OrderEvent,
    by: Actor,
    tell: (tx: EntityManager, order: Order, one: Return) => Promise<void>,
    answer?: string,
  ): Promise<ReturnOutcome> {
    return this.changes.whileLocked(orderId, orderEvent, async (tx, order): Promise<ReturnOutcome> => {
      const one = (await this.returns.ofOrder(orderId, tx)).find(({ state }) => isOpenReturn(state));
      const to = one && nextReturn(one.state, event);
      if (!one || !to) return { ok: false, reason: 'no_return' };
      await this.returns.setState(tx, one, to, {
        at: this.clock.now(),
        ...(answer !== undefined && { answer }),
      });
      const detail = answer ?? picksText(order, one.lines);
      const moved = await this.changes.move(tx, order, orderEvent, { by, detail });
      await tell(tx, moved, one);
      return { ok: true, order: moved };
    });
  }
}
