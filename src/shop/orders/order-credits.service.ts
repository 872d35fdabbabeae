import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { CreditService } from '../credit/credit.service.js';
import type { CreditTender, Refund, RefundShare } from '../payments/tender.js';
import { amountOf as sumOf, TendersService } from '../payments/tenders.service.js';
import type { Order } from './order.js';

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

  /** The account of its customer, made when they have none in this currency. Locks it, so it comes last. */
  storeCreditOf(
    tx: EntityManager,
    { customerId, currency }: Pick<Order, 'customerId' | 'currency'>,
  ): Promise<number> {
    if (customerId === null) throw new Error('a guest has no store credit');
    return this.credit.openStoreCredit(tx, customerId, currency, this.clock.now());
  }

  /** `shares`: of the refund, by tender. What is left of it is the provider's, and goes to `creditAccountId` if there is one. */
  async refund(
    tx: EntityManager,
    { id: refundId, orderId, amount, creditAccountId }: Refund,
    credits: readonly CreditTender[],
    shares: readonly RefundShare[],
  ): Promise<void> {
    const amountOf = (tenderId: number) => shares.find((share) => share.tenderId === tenderId)?.amount ?? 0;
    const parts = credits.map((tender) => ({ ...partOf(tender), amount: amountOf(tender.id) }));
    const deed = { orderId, refundId, at: this.clock.now() };
    const ofProvider =
      creditAccountId === null ? [] : [{ accountId: creditAccountId, amount: amount - sumOf(shares) }];
    // Held together, in one order for everybody.
    await this.credit.hold(tx, [...parts, ...ofProvider]);
    await this.credit.putBack(tx, 'refund', parts, deed);
    await this.credit.putBack(tx, 'refund_as_credit', ofProvider, deed);
  }
}

const partOf = ({ creditAccountId, amount }: CreditTender) => ({ accountId: creditAccountId, amount });
