import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { CreditService } from '../credit/credit.service.js';
import type { CreditTender, Refund, RefundShare } from '../payments/tender.js';
import { TendersService } from '../payments/tenders.service.js';

/** What becomes of what an order took from gift cards and store credit. The caller holds the order's row. */
@Injectable()
export class OrderCreditsService {
  constructor(
    private readonly tenders: TendersService,
    private readonly credit: CreditService,
    private readonly clock: Clock,
  ) {}

  /** The order came to nothing. */
  async giveBack(tx: EntityManager, orderId: number, credits: readonly CreditTender[]): Promise<void> {
    const at = this.clock.now();
    for (const { id } of credits) await this.tenders.record(tx, id, { status: 'voided' }, at);
    await this.credit.putBack(tx, 'give_back', credits.map(partOf), { orderId, at });
  }

  /** The order is paid. `less`: what of each tender was not needed in the end, minor units. */
  async capture(
    tx: EntityManager,
    orderId: number,
    credits: readonly CreditTender[],
    less: readonly Minor[],
  ): Promise<void> {
    const at = this.clock.now();
    for (const [nth, { id, amount }] of credits.entries())
      await this.tenders.captured(tx, id, amount - less[nth]!, at);
    const released = credits.map((tender, nth) => ({ ...partOf(tender), amount: less[nth]! }));
    await this.credit.putBack(tx, 'release', released, { orderId, at });
  }

  /** `shares`: of the refund, by tender. */
  async refund(
    tx: EntityManager,
    { id: refundId, orderId }: Pick<Refund, 'id' | 'orderId'>,
    credits: readonly CreditTender[],
    shares: readonly RefundShare[],
  ): Promise<void> {
    const amountOf = (tenderId: number) => shares.find((share) => share.tenderId === tenderId)?.amount ?? 0;
    const parts = credits.map((tender) => ({ ...partOf(tender), amount: amountOf(tender.id) }));
    await this.credit.putBack(tx, 'refund', parts, { orderId, refundId, at: this.clock.now() });
  }
}

const partOf = ({ creditAccountId, amount }: CreditTender) => ({ accountId: creditAccountId, amount });
