import { Injectable } from '@nestjs/common';
import { piecesOf, unsent } from '../../core/orders/pieces.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { paidWith } from '../payments/tender.js';
import { PromotionsService } from '../promotions/promotions.service.js';
import type { Actor } from './actor.js';
import { CancelOrderService } from './cancel-order.service.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderMailsService } from './order-mails.service.js';
import { OrderPiecesService } from './order-pieces.service.js';
import type { DeedOutcome, OrderDetails } from './order.js';
import { RefundOrderService } from './refund-order.service.js';

/**
 * Cancels an order while nothing of it has left: what was agreed is let go, what was paid is given back, the goods are for
 * sale again at once, and its codes may be used again. An order of 0.00 has nothing to give back: it ends without its gateway.
 */
@Injectable()
export class EndOrderService {
  constructor(
    private readonly cancelling: CancelOrderService,
    private readonly refunding: RefundOrderService,
    private readonly changes: OrderChangesService,
    private readonly pieces: OrderPiecesService,
    private readonly inventory: InventoryService,
    private readonly promotions: PromotionsService,
    private readonly mails: OrderMailsService,
  ) {}

  async end(order: OrderDetails, by: Actor): Promise<DeedOutcome> {
    if (order.states.payment === 'pending') return { ok: false, reason: 'wrong_state', state: order.state };
    if (order.states.payment === 'authorised') return this.cancelling.cancel(order, by);
    if (paidWith(order).captured === 0) return this.endFree(order, by);
    return this.refunding.refund(order.id, {
      amount: null,
      putsBack: false,
      isCancel: true,
      name: 'cancel',
      by,
    });
  }

  private endFree({ id }: OrderDetails, by: Actor): Promise<DeedOutcome> {
    return this.changes.whileLocked(id, 'refund', async (tx, order) => {
      if (order.states.fulfilment !== 'unfulfilled')
        return { ok: false, reason: 'wrong_state', state: order.state } as const;
      const goods = piecesOf(order.lines, unsent);
      await this.inventory.release(tx, goods);
      await this.promotions.giveBack(tx, order.id);
      await this.pieces.dropped(tx, order, goods);
      const ended = await this.changes.move(tx, order, 'refund', { amount: 0, by });
      await this.mails.cancelled(tx, {
        ...ended,
        cancelReason: by.kind === 'shopper' ? 'by_shopper' : 'by_shop',
      });
      return { ok: true, order: ended } as const;
    });
  }
}

/** Whether it can still be cancelled: agreed or paid, and nothing has left. */
export const canEnd = ({ states }: Pick<OrderDetails, 'states'>): boolean =>
  states.fulfilment === 'unfulfilled' &&
  ['authorised', 'paid', 'partially_refunded'].includes(states.payment);
