import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CODE_BYTES, giftCardCode, giftCardKey, SHOWN } from '../../core/credit/gift-card-code.js';
import { MAX_PRICE, type Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import { CreditRepository, type NewAccount } from './credit.repository.js';
import { codeHash } from './credit.service.js';

/** Makes gift cards and gives store credit, in the shop's currency. Errors: RangeError for an amount that is none. */
@Injectable()
export class IssueCreditService {
  constructor(
    private readonly credit: CreditRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Pick<Env, 'CURRENCY'>,
  ) {}

  /** The code is in this answer and nowhere else, ever. */
  async createGiftCard(card: {
    amount: Minor;
    expiresAt: Date | null;
    note: string;
  }): Promise<{ id: number; code: string }> {
    const code = giftCardCode(randomBytes(CODE_BYTES));
    const key = giftCardKey(code)!;
    const id = await this.issue(card.amount, card.note, {
      kind: 'gift_card',
      codeHash: codeHash(key),
      codeEnd: key.slice(-SHOWN),
      customerId: null,
      expiresAt: card.expiresAt,
      note: card.note,
    });
    return { id, code };
  }

  /** Adds to what the customer has. */
  giveStoreCredit(customerId: number, amount: Minor, note: string): Promise<number> {
    const account = { codeHash: null, codeEnd: null, customerId, expiresAt: null, note: '' };
    return this.issue(amount, note, { kind: 'store_credit', ...account });
  }

  /** At once; what orders give back still comes back to it. False when it was disabled before. */
  disable(accountId: number): Promise<boolean> {
    return this.credit.disable(accountId, this.clock.now());
  }

  private issue(
    amount: Minor,
    note: string,
    account: Omit<NewAccount, 'currency' | 'createdAt'>,
  ): Promise<number> {
    if (!Number.isSafeInteger(amount) || amount < 1 || amount > MAX_PRICE)
      throw new RangeError(`no amount to give: ${amount}`);
    const at = this.clock.now();
    return this.database.transaction(async (tx) => {
      const row = { ...account, currency: this.env.CURRENCY, createdAt: at };
      const accountId = await this.credit.insertAccount(tx, row);
      const entry = { accountId, kind: 'issue' as const, amount, orderId: null, refundId: 0 };
      await this.credit.add(tx, accountId, amount);
      await this.credit.insertEntry(tx, { ...entry, note, happenedAt: at });
      return accountId;
    });
  }
}
