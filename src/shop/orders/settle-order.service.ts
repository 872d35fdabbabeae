import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import type { Authorisation } from '../payments/gateway.js';
import type { OrderTenders } from '../payments/tender.js';
import { TendersService } from '../payments/tenders.service.js';
import { provider, WORKER } from './actor.js';
import { CancelOrderService } from './cancel-order.service.js';
import { CaptureOrderService } from './capture-order.service.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderMailsService } from './order-mails.service.js';
import type { CancelReason, Order, Refusal } from './order.js';

export interface SettleOptions {
  /** Why the order ends when the gateway says no. */
  reason: CancelReason;
  /** False when the shopper sees the no on the page at once. */
  mailsTheNo: boolean;
  /** More that must commit together with the result. */
  also?: (tx: EntityManager, order: Order) => Promise<void>;
}

/** Records what the gateway said about an order that waits for its payment: the second short transaction. */
@Injectable()
export class SettleOrderService {
  constructor(
    private readonly changes: OrderChangesService,
    private readonly tenders: TendersService,
    private readonly cancelling: CancelOrderService,
    private readonly capturing: CaptureOrderService,
    private readonly mails: OrderMailsService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * The order as it is now. Refused (`wrong_state` or `busy`) when the order was settled or cancelled meanwhile: then
   * an authorisation in hand must be voided, unless the order has it already.
   */
  settle(
    orderId: number,
    answer: Authorisation,
    options: SettleOptions,
  ): Promise<{ ok: true; order: Order } | Refusal> {
    const event = answer.status === 'declined' ? 'cancel' : 'authorise';
    return this.changes.whileLocked(orderId, event, async (tx, order) => {
      const tenders = await this.tenders.ofOrder(orderId, tx);
      if (order.state !== 'pending_payment')
        return { ok: false, reason: 'wrong_state', state: order.state } as const;
      if (!tenders || tenders.tender.deed !== null) return { ok: false, reason: 'busy' } as const;
      const settled = await this.apply(tx, order, tenders, answer, options);
      await options.also?.(tx, settled);
      return { ok: true, order: settled } as const;
    });
  }

  private async apply(
    tx: EntityManager,
    order: Order,
    tenders: OrderTenders,
    answer: Authorisation,
    options: SettleOptions,
  ): Promise<Order> {
    const at = this.clock.now();
    const { tender, credits } = tenders;
    if (answer.status === 'unknown') return order;
    if (answer.status === 'needs_confirmation') {
      const { url, reference } = answer;
      await this.tenders.record(
        tx,
        tender.id,
        { status: 'needs_confirmation', confirmationUrl: url, reference },
        at,
      );
      return order;
    }
    if (answer.status === 'authorised') {
      await this.tenders.record(tx, tender.id, { status: 'authorised', reference: answer.reference }, at);
      const authorised = await this.changes.move(tx, order, 'authorise', {
        amount: order.total,
        by: provider(tender.gateway),
      });
      await this.mails.confirmed(tx, authorised, tenders);
      if (tender.gateway === 'invoice')
        await this.outbox.add(tx, 'invoice', `invoice:${order.id}`, { orderId: order.id });
      return answer.isPaid ? this.paid(tx, authorised, tenders) : authorised;
    }
    await this.tenders.record(tx, tender.id, { status: 'declined' }, at);
    const { reason } = options;
    const by = reason === 'declined' ? provider(tender.gateway) : WORKER;
    const cancelled = await this.cancelling.finish(tx, order, { credits, reason, by });
    if (options.mailsTheNo) await this.mails.cancelled(tx, cancelled);
    return cancelled;
  }

  /** Whose payment was taken together with the yes: nothing is left to ask for, so it commits with it. */
  private paid(tx: EntityManager, order: Order, tenders: OrderTenders): Promise<Order> {
    const { tender, credits } = tenders;
    const less = credits.map(() => 0);
    return this.capturing.record(tx, order, tenders, {
      amount: tender.amount,
      less,
      by: provider(tender.gateway),
    });
  }
}
