import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fill } from '../../core/money/fill.js';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import type { DeedResult } from '../payments/gateway.js';
import { PaymentsService } from '../payments/payments.service.js';
import type { OrderTenders } from '../payments/tender.js';
import { TendersService } from '../payments/tenders.service.js';
import { SHOP, type Actor } from './actor.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderCreditsService } from './order-credits.service.js';
import { OrderMailsService } from './order-mails.service.js';
import type { DeedOutcome, Order, OrderDetails, Refusal } from './order.js';
import { refusedByGateway } from './refused-by-gateway.js';

/** Minor units. */
interface Claimed {
  ok: true;
  amount: Minor;
  less: Minor[];
}

/** Takes the money that was set aside. For an invoice: notes that it came in. Either way its invoice gets a number. */
@Injectable()
export class CaptureOrderService {
  constructor(
    private readonly changes: OrderChangesService,
    private readonly tenders: TendersService,
    private readonly payments: PaymentsService,
    private readonly credits: OrderCreditsService,
    private readonly mails: OrderMailsService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims the tender, asks the gateway without holding a row, records the answer. A claim that was left behind by a
   * crash is taken up by the next capture, under the same idempotency key.
   */
  async capture(details: OrderDetails, by: Actor = SHOP): Promise<DeedOutcome> {
    const claimed = await this.claim(details);
    if (!claimed.ok) return claimed;
    const { tender, credits } = details;
    const { amount, less } = claimed;
    const result = await this.ask(details, amount);
    return this.changes.whileLocked(details.id, 'capture', async (tx, order) => {
      if (result.status === 'refused') await this.tenders.giveUp(tx, tender.id, this.clock.now());
      if (result.status !== 'done') return refusedByGateway(result);
      const paid = await this.record(tx, order, { tender, credits }, { amount, less, by });
      if (tender.gateway === 'invoice' && amount > 0) await this.mails.paid(tx, paid, amount);
      return { ok: true, order: paid } as const;
    });
  }

  /** Inside the caller's transaction, with the order locked: the provider has taken `amount`, and the order is paid. */
  async record(
    tx: EntityManager,
    order: Order,
    { tender, credits }: OrderTenders,
    { amount, less, by }: Omit<Claimed, 'ok'> & { by: Actor },
  ): Promise<Order> {
    await this.tenders.captured(tx, tender.id, amount, this.clock.now());
    await this.credits.capture(tx, order.id, credits, less);
    const moved = await this.changes.move(tx, order, 'capture', { amount: order.total - order.released, by });
    await this.outbox.add(tx, 'invoice', `invoice:${order.id}`, { orderId: order.id });
    return moved;
  }

  /** When credit pays all that is left of the order, what the provider has set aside is let go instead. */
  private ask({ tender, number, currency }: OrderDetails, amount: Minor): Promise<DeedResult> {
    const request = { reference: tender.reference ?? '', currency };
    return amount === 0 && tender.amount > 0
      ? this.payments.void(tender.gateway, {
          ...request,
          amount: tender.amount,
          idempotencyKey: `${number}-void`,
        })
      : this.payments.capture(tender.gateway, { ...request, amount, idempotencyKey: `${number}-capture` });
  }

  /**
   * `amount`: what the provider takes. What was taken out of the order comes off that first, then off gift cards and store credit:
   * `less`, one for each of them. Nothing is taken out while the claim stands.
   */
  private claim(details: OrderDetails): Promise<Claimed | Refusal> {
    return this.changes.whileLocked(details.id, 'capture', async (tx, order) => {
      const { tender, credits } = details;
      const isOurs = await this.tenders.begin(tx, tender.id, 'capture', this.clock.now());
      const amounts = [tender, ...credits].map(({ amount }) => amount);
      const [ofProvider = 0, ...less] = fill(order.released, amounts);
      const claimed = { ok: true, amount: tender.amount - ofProvider, less } as const;
      return isOurs ? claimed : ({ ok: false, reason: 'busy' } as const);
    });
  }
}
