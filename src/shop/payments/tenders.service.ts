import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import type { Refund, Tender, TenderDeed, TenderStatus } from './tender.js';
import { TenderRepository } from './tender.repository.js';

/** The records of who paid what. All changes belong to a transaction of the caller, who holds the order's row. */
@Injectable()
export class TendersService {
  constructor(private readonly tenders: TenderRepository) {}

  ofOrder(orderId: number, tx?: EntityManager): Promise<Tender | null> {
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

  /** Sets the amount aside on the tender and notes the refund; the caller has checked that so much is left. */
  async requestRefund(tx: EntityManager, refund: Omit<Refund, 'id' | 'doneAt'>): Promise<number> {
    await this.tenders.addRefunded(tx, refund.tenderId, refund.amount, refund.requestedAt);
    return this.tenders.insertRefund(tx, refund);
  }

  /** True when this call was the one that finished it. */
  finishRefund(tx: EntityManager, refundId: number, reference: string, at: Date): Promise<boolean> {
    return this.tenders.setRefundDone(tx, refundId, reference, at);
  }

  /** True when nothing is left on the tender and nothing is on its way. */
  isAllGivenBack(tx: EntityManager, tenderId: number): Promise<boolean> {
    return this.tenders.isAllGivenBack(tx, tenderId);
  }

  /** The gateway refused: the amount may be asked for again. */
  async dropRefund(tx: EntityManager, refund: Refund, at: Date): Promise<void> {
    if (!(await this.tenders.deleteRefund(tx, refund.id))) return;
    await this.tenders.addRefunded(tx, refund.tenderId, -refund.amount, at);
  }
}
