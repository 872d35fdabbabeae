import { Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { TendersService } from '../payments/tenders.service.js';
import { SHOP, type Actor } from './actor.js';
import { OrderChangesService } from './order-changes.service.js';
import type { DeedOutcome, OrderDetails, Refusal } from './order.js';
import { refusedByGateway } from './refused-by-gateway.js';

/** Takes the money that was set aside. For an invoice: notes that it came in. Either way its invoice gets a number. */
@Injectable()
export class CaptureOrderService {
  constructor(
    private readonly changes: OrderChangesService,
    private readonly tenders: TendersService,
    private readonly payments: PaymentsService,
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
    const { tender } = details;
    const { amount } = claimed;
    const result = await this.payments.capture(tender.gateway, {
      reference: tender.reference ?? '',
      amount,
      currency: details.currency,
      idempotencyKey: `${details.number}-capture`,
    });
    return this.changes.whileLocked(details.id, 'capture', async (tx, order) => {
      if (result.status === 'refused') await this.tenders.giveUp(tx, tender.id, this.clock.now());
      if (result.status !== 'done') return refusedByGateway(result);
      await this.tenders.captured(tx, tender.id, amount, this.clock.now());
      const moved = await this.changes.move(tx, order, 'capture', { amount, by });
      await this.outbox.add(tx, 'invoice', `invoice:${order.id}`, { orderId: order.id });
      return { ok: true, order: moved } as const;
    });
  }

  /** `amount`: what the order costs, less what was taken out of it; nothing is taken out while the claim stands. */
  private claim(details: OrderDetails): Promise<{ ok: true; amount: Minor } | Refusal> {
    return this.changes.whileLocked(details.id, 'capture', async (tx, order) => {
      const isOurs = await this.tenders.begin(tx, details.tender.id, 'capture', this.clock.now());
      const amount = details.tender.amount - order.released;
      return isOurs ? ({ ok: true, amount } as const) : ({ ok: false, reason: 'busy' } as const);
    });
  }
}
