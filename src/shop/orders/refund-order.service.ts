import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkRefund } from '../../core/orders/refundable.js';
import type { Minor } from '../../core/money/money.js';
import { holdsStock } from '../../core/orders/fulfilment-state.js';
import { Clock } from '../../platform/clock/clock.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import type { Refund } from '../payments/tender.js';
import { TendersService } from '../payments/tenders.service.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderMailsService } from './order-mails.service.js';
import type { DeedOutcome, Order, Refusal } from './order.js';
import { OrderRepository } from './order.repository.js';
import { refusedByGateway } from './refused-by-gateway.js';

export interface RefundWish {
  /** Minor units; null for all that is left. */
  amount: Minor | null;
  /** The goods came back and go on the shelf. Counts only for the refund that is the last one of a sent order. */
  putsBack: boolean;
}

/** Gives money back, in parts or all of it. The parts never add up to more than was captured. */
@Injectable()
export class RefundOrderService {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChangesService,
    private readonly tenders: TendersService,
    private readonly payments: PaymentsService,
    private readonly inventory: InventoryService,
    private readonly mails: OrderMailsService,
    private readonly clock: Clock,
  ) {}

  /** Sets the amount aside first, so that two refunds at once cannot share it; then asks the gateway. */
  async refund(orderId: number, wish: RefundWish): Promise<DeedOutcome> {
    const requested = await this.request(orderId, wish);
    return requested.ok ? this.finish(requested.refund) : requested;
  }

  /**
   * Records money that went back without us, such as from the provider's own pages; the gateway is not asked.
   * `total`: all that was given back so far, minor units, so what we know of already counts once.
   */
  refundedElsewhere(orderId: number, total: Minor, reference: string): Promise<DeedOutcome> {
    return this.changes.whileLocked(orderId, 'refund', async (tx, order) => {
      const tender = await this.tenders.ofOrder(orderId, tx);
      const missing = tender ? total - tender.refunded : 0;
      if (!tender || missing <= 0) return { ok: true, order } as const;
      const check = checkRefund(tender, missing);
      if (!check.ok) return { ok: false, reason: 'too_much', refundable: check.refundable } as const;
      const requestedAt = this.clock.now();
      const wish = { orderId, tenderId: tender.id, amount: missing, putsBack: false, requestedAt };
      const id = await this.tenders.requestRefund(tx, wish);
      const refund = { ...wish, id, doneAt: requestedAt };
      await this.tenders.finishRefund(tx, id, reference, requestedAt);
      const refunded = await this.record(tx, order, refund);
      await this.mails.refunded(tx, refunded, refund);
      return { ok: true, order: refunded } as const;
    });
  }

  /** For the worker: refunds whose answer was never recorded are asked for again, under the same key. */
  async finishOpen(limit: number): Promise<boolean> {
    const open = await this.tenders.unfinishedRefunds(limit);
    for (const refund of open) await this.finish(refund);
    return false;
  }

  private request(orderId: number, wish: RefundWish): Promise<{ ok: true; refund: Refund } | Refusal> {
    return this.changes.whileLocked(orderId, 'refund', async (tx) => {
      const tender = await this.tenders.ofOrder(orderId, tx);
      const check = checkRefund(tender ?? { captured: 0, refunded: 0 }, wish.amount);
      if (!tender || !check.ok)
        return { ok: false, reason: 'too_much', refundable: check.ok ? 0 : check.refundable } as const;
      const refund = {
        orderId,
        tenderId: tender.id,
        amount: check.amount,
        putsBack: wish.putsBack,
        requestedAt: this.clock.now(),
      };
      const id = await this.tenders.requestRefund(tx, refund);
      return { ok: true, refund: { ...refund, id, doneAt: null } } as const;
    });
  }

  private async finish(refund: Refund): Promise<DeedOutcome> {
    const order = await this.orders.byId(refund.orderId);
    const tender = await this.tenders.ofOrder(refund.orderId);
    if (!order || !tender) return { ok: false, reason: 'not_found' };
    const result = await this.payments.refund(tender.gateway, {
      reference: tender.reference ?? '',
      amount: refund.amount,
      currency: order.currency,
      idempotencyKey: `${order.number}-refund-${refund.id}`,
    });
    return this.changes.whileLocked(order.id, 'refund', async (tx, locked) => {
      if (result.status === 'refused') await this.tenders.dropRefund(tx, refund, this.clock.now());
      if (result.status !== 'done') return refusedByGateway(result);
      const isFirst = await this.tenders.finishRefund(tx, refund.id, result.reference, this.clock.now());
      if (!isFirst) return { ok: true, order: locked } as const;
      const refunded = await this.record(tx, locked, refund);
      await this.mails.refunded(tx, refunded, refund);
      return { ok: true, order: refunded } as const;
    });
  }

  private async record(tx: EntityManager, order: Order, refund: Refund): Promise<Order> {
    if (!(await this.tenders.isAllGivenBack(tx, refund.tenderId)))
      return this.changes.move(tx, order, 'part_refund', { amount: refund.amount });
    if (holdsStock(order.states.fulfilment)) await this.inventory.release(tx, order.lines);
    else if (refund.putsBack) await this.inventory.restock(tx, order.lines);
    return this.changes.move(tx, order, 'refund', { amount: refund.amount });
  }
}
