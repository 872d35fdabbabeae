import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sum, type Minor } from '../../core/money/money.js';
import { fill } from '../../core/money/fill.js';
import type { OrderTenders, Refund, RefundShare, TenderDeed, TenderStatus } from './tender.js';
import { TenderRepository, type NewCredit } from './tender.repository.js';

/** The records of who paid what. All changes belong to a transaction of the caller, who holds the order's row. */
@Injectable()
export class TendersService {
  constructor(private readonly tenders: TenderRepository) {}

  ofOrder(orderId: number, tx?: EntityManager): Promise<OrderTenders | null> {
    return this.tenders.findByOrder(orderId, tx);
  }

  refundsOf(orderId: number): Promise<Refund[]> {
    return this.tenders.findRefunds(orderId);
  }

  unfinishedRefunds(limit: number): Promise<Refund[]> {
    return this.tenders.findUnfinishedRefunds(limit);
  }

  open(
    tx: EntityManager,
    tender: { orderId: number; gateway: string; choice: string; amount: Minor },
    at: Date,
  ): Promise<void> {
    return this.tenders.insert(tx, tender, at);
  }

  /** Notes what was taken from gift cards and store credit, which needs nobody's yes any more. */
  async openCredits(
    tx: EntityManager,
    orderId: number,
    credits: readonly NewCredit[],
    at: Date,
  ): Promise<void> {
    if (credits.length > 0) await this.tenders.insertCredits(tx, orderId, credits, at);
  }

  /** Records the gateway's answer. */
  record(
    tx: EntityManager,
    tenderId: number,
    change: { status: TenderStatus; reference?: string; confirmationUrl?: string },
    at: Date,
  ): Promise<void> {
    return this.tenders.setStatus(tx, tenderId, change, at);
  }

  /** True for one who may ask the gateway now, since nobody has had an answer recorded for so many seconds. */
  takeOver(tenderId: number, seconds: number): Promise<boolean> {
    return this.tenders.touchWaiting(tenderId, seconds);
  }

  /** Claims the tender for one deed before the gateway is asked; false when another deed is under way. */
  begin(tx: EntityManager, tenderId: number, deed: TenderDeed, at: Date): Promise<boolean> {
    return this.tenders.claim(tx, tenderId, deed, at);
  }

  /** Gives the claim back: the gateway refused, nothing changed. */
  giveUp(tx: EntityManager, tenderId: number, at: Date): Promise<void> {
    return this.tenders.unclaim(tx, tenderId, at);
  }

  captured(tx: EntityManager, tenderId: number, amount: Minor, at: Date): Promise<void> {
    return this.tenders.setCaptured(tx, tenderId, amount, at);
  }

  /**
   * Sets the amount aside and notes the refund; the caller has checked that so much is left. It comes from the provider as far as
   * that goes, then from gift cards and store credit in the order in which they were used.
   */
  async requestRefund(
    tx: EntityManager,
    refund: Omit<Refund, 'id' | 'doneAt' | 'tenderId'>,
    { tender, credits }: OrderTenders,
  ): Promise<number> {
    const all = [tender, ...credits];
    const parts = fill(
      refund.amount,
      all.map(({ captured, refunded }) => captured - refunded),
    );
    const shares = all.map(({ id }, nth) => ({ tenderId: id, amount: parts[nth]! }));
    const taken = shares.filter(({ amount }) => amount > 0);
    for (const { tenderId, amount } of taken) {
      const credited = refund.creditAccountId !== null && tenderId === tender.id ? amount : 0;
      await this.tenders.addRefunded(tx, tenderId, { amount, credited }, refund.requestedAt);
    }
    const id = await this.tenders.insertRefund(tx, { ...refund, tenderId: tender.id });
    const ofCredits = taken.filter(({ tenderId }) => tenderId !== tender.id);
    if (ofCredits.length > 0) await this.tenders.insertShares(tx, id, ofCredits);
    return id;
  }

  /** What of a refund goes back to gift cards and store credit. */
  creditShares(refundId: number, { credits }: OrderTenders, tx?: EntityManager): Promise<RefundShare[]> {
    return credits.length === 0 ? Promise.resolve([]) : this.tenders.findShares(refundId, tx);
  }

  /** True when this call was the one that finished it. */
  finishRefund(tx: EntityManager, refundId: number, reference: string, at: Date): Promise<boolean> {
    return this.tenders.setRefundDone(tx, refundId, reference, at);
  }

  /** True when nothing is left of what was taken and nothing is on its way. */
  isAllGivenBack(tx: EntityManager, orderId: number): Promise<boolean> {
    return this.tenders.isAllGivenBack(tx, orderId);
  }

  /** The gateway refused, which has a word in it only where nothing became store credit: the amount may be asked for again. */
  async dropRefund(
    tx: EntityManager,
    refund: Refund,
    ofCredits: readonly RefundShare[],
    at: Date,
  ): Promise<void> {
    if (!(await this.tenders.deleteRefund(tx, refund.id))) return;
    const ofProvider = { tenderId: refund.tenderId, amount: refund.amount - amountOf(ofCredits) };
    for (const { tenderId, amount } of [ofProvider, ...ofCredits])
      await this.tenders.addRefunded(tx, tenderId, { amount: -amount, credited: 0 }, at);
  }
}

/** Minor units. */
export const amountOf = (parts: readonly { amount: Minor }[]): Minor =>
  sum(parts.map(({ amount }) => amount));
