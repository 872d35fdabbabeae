import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { piecesOf, unsent } from '../../core/orders/pieces.js';
import { Clock } from '../../platform/clock/clock.js';
import { InventoryService } from '../inventory/inventory.service.js';
import type { CreditTender } from '../payments/tender.js';
import { PaymentsService } from '../payments/payments.service.js';
import { TendersService } from '../payments/tenders.service.js';
import { SHOP, type Actor } from './actor.js';
import { PromotionsService } from '../promotions/promotions.service.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderCreditsService } from './order-credits.service.js';
import { OrderMailsService } from './order-mails.service.js';
import { OrderPiecesService } from './order-pieces.service.js';
import type { CancelReason, DeedOutcome, Order, OrderDetails, Refusal } from './order.js';
import { refusedByGateway } from './refused-by-gateway.js';

/** Ends an order that is not paid yet: the gateway lets the money go, the goods are for sale again. */
@Injectable()
export class CancelOrderService {
  constructor(
    private readonly changes: OrderChangesService,
    private readonly tenders: TendersService,
    private readonly payments: PaymentsService,
    private readonly inventory: InventoryService,
    private readonly pieces: OrderPiecesService,
    private readonly promotions: PromotionsService,
    private readonly credits: OrderCreditsService,
    private readonly mails: OrderMailsService,
    private readonly clock: Clock,
  ) {}

  /** An order without an authorisation has nothing to void. */
  async cancel(details: OrderDetails, by: Actor = SHOP): Promise<DeedOutcome> {
    const claimed = await this.claim(details);
    if (!claimed.ok) return claimed;
    const { tender } = details;
    if (tender.reference !== null) {
      const result = await this.payments.void(tender.gateway, {
        reference: tender.reference,
        amount: tender.amount,
        currency: details.currency,
        idempotencyKey: `${details.number}-void`,
      });
      if (result.status !== 'done') return this.giveUp(details, refusedByGateway(result));
    }
    return this.changes.whileLocked(details.id, 'cancel', async (tx, order) => {
      await this.tenders.record(tx, tender.id, { status: 'voided' }, this.clock.now());
      const reason = by.kind === 'shopper' ? 'by_shopper' : 'by_shop';
      const cancelled = await this.finish(tx, order, { credits: details.credits, reason, by });
      await this.mails.cancelled(tx, cancelled);
      return { ok: true, order: cancelled } as const;
    });
  }

  /**
   * Inside the caller's transaction, with the order locked: cancelled, its goods for sale, its coupons good again, and what it took
   * from gift cards and store credit back on them.
   */
  async finish(
    tx: EntityManager,
    order: Order,
    { credits, reason, by }: { credits: readonly CreditTender[]; reason: CancelReason; by: Actor },
  ): Promise<Order> {
    const cancelled = await this.changes.move(tx, order, 'cancel', { cancelReason: reason, by });
    const goods = piecesOf(order.lines, unsent);
    await this.inventory.release(tx, goods);
    await this.promotions.giveBack(tx, order.id);
    await this.credits.giveBack(tx, order.id, credits);
    return this.pieces.dropped(tx, cancelled, goods);
  }

  private claim(details: OrderDetails): Promise<{ ok: true } | Refusal> {
    return this.changes.whileLocked(details.id, 'cancel', async (tx) => {
      const isOurs = await this.tenders.begin(tx, details.tender.id, 'void', this.clock.now());
      return isOurs ? ({ ok: true } as const) : ({ ok: false, reason: 'busy' } as const);
    });
  }

  /** A clear no frees the tender for other deeds; silence keeps the claim, so that only `cancel` can follow. */
  private async giveUp(details: OrderDetails, refusal: Refusal): Promise<Refusal> {
    if (refusal.reason !== 'gateway_refused') return refusal;
    await this.changes.whileLocked(details.id, 'cancel', (tx) =>
      this.tenders.giveUp(tx, details.tender.id, this.clock.now()),
    );
    return refusal;
  }
}
