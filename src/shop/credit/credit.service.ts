import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { giftCardKey } from '../../core/credit/gift-card-code.js';
import type { CreditAccount, CreditEntry, CreditEntryKind, CreditPart } from './credit-account.js';
import { CreditRepository } from './credit.repository.js';

/** What is kept of a code. It has 100 random bits, so nobody turns this round, and no salt is needed. */
export const codeHash = (key: string): string => createHash('sha256').update(key).digest('hex');

/** An order's part in a change. `refundId` 0: not of a refund. */
interface OrderDeed {
  orderId: number;
  refundId?: number;
  at: Date;
}

/**
 * Looks at gift cards and store credit, and moves what orders take from them and give back. Moves belong to a transaction of the
 * caller, who holds the order's row; accounts are locked after everything else, in the order of their ids.
 */
@Injectable()
export class CreditService {
  constructor(private readonly credit: CreditRepository) {}

  /** The gift card with this code, however it was typed; null when there is none. */
  async byCode(text: string): Promise<CreditAccount | null> {
    const key = giftCardKey(text);
    return key === null ? null : this.credit.byHash(codeHash(key));
  }

  /** In the order of `ids`; those that are not there are left out. */
  async byIds(ids: readonly number[]): Promise<CreditAccount[]> {
    const found = new Map((await this.credit.byIds(ids)).map((account) => [account.id, account]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** The newest first; several cards may end alike. */
  byCodeEnd(codeEnd: string): Promise<CreditAccount[]> {
    return this.credit.byCodeEnd(codeEnd);
  }

  /** A customer's store credit; null when they never had any. */
  ofCustomer(customerId: number, currency: string): Promise<CreditAccount | null> {
    return this.credit.ofCustomer(customerId, currency);
  }

  /** In all currencies. */
  allOfCustomer(customerId: number): Promise<CreditAccount[]> {
    return this.credit.allOfCustomer(customerId);
  }

  /** The id of a customer's store credit, made when there is none yet. */
  openStoreCredit(tx: EntityManager, customerId: number, currency: string, at: Date): Promise<number> {
    const nothing = { codeHash: null, codeEnd: null, expiresAt: null, note: '' };
    return this.credit.insertAccount(tx, {
      kind: 'store_credit',
      customerId,
      currency,
      createdAt: at,
      ...nothing,
    });
  }

  /** When an account goes: its store credit ends, and the books keep what was in it. */
  leaveCustomer(tx: EntityManager, customerId: number, at: Date): Promise<void> {
    return this.credit.leaveCustomer(tx, customerId, at);
  }

  entries(accountId: number): Promise<CreditEntry[]> {
    return this.credit.entries(accountId);
  }

  /** False when one of them has not so much (any more): then the transaction must not commit. */
  async take(tx: EntityManager, parts: readonly CreditPart[], { orderId, at }: OrderDeed): Promise<boolean> {
    for (const part of parts.toSorted((a, b) => a.accountId - b.accountId)) {
      if (!(await this.credit.take(tx, part, at))) return false;
      const entry = { kind: 'spend' as const, orderId, refundId: 0, note: '', happenedAt: at };
      await this.credit.insertEntry(tx, { ...entry, accountId: part.accountId, amount: -part.amount });
    }
    return true;
  }

  /** Locks the accounts, for who moves something more than once. */
  async hold(tx: EntityManager, parts: readonly CreditPart[]): Promise<void> {
    const ids = parts.filter(({ amount }) => amount > 0).map(({ accountId }) => accountId);
    if (ids.length > 0) await this.credit.lock(tx, ids);
  }

  /** Once for each order, kind and refund, however often it is asked for. Also to accounts that are disabled or have expired. */
  async putBack(
    tx: EntityManager,
    kind: Exclude<CreditEntryKind, 'issue' | 'spend'>,
    parts: readonly CreditPart[],
    { orderId, refundId = 0, at }: OrderDeed,
  ): Promise<void> {
    const moved = parts.filter(({ amount }) => amount > 0);
    await this.hold(tx, moved);
    for (const { accountId, amount } of moved) {
      const entry = { accountId, amount, kind, orderId, refundId, note: '', happenedAt: at };
      if (await this.credit.insertEntry(tx, entry)) await this.credit.add(tx, accountId, amount);
    }
  }
}
