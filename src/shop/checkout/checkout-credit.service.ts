import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { creditProblem, type CreditAccount, type CreditProblem } from '../credit/credit-account.js';
import { CreditService } from '../credit/credit.service.js';
import { CheckoutRepository } from './checkout.repository.js';

/** Why a gift card or store credit is not used. `unknown`: no card has this code. */
export type CreditRefusal = CreditProblem | 'unknown' | 'used_already' | 'too_many' | 'no_checkout';

/** More are never typed by hand. */
const MOST = 5;

/** Which gift cards and store credit pay for a checkout. Only what is typed, or chosen by its owner, gets in. */
@Injectable()
export class CheckoutCreditService {
  constructor(
    private readonly checkouts: CheckoutRepository,
    private readonly credit: CreditService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Null when it is used from now on. `currency`: in which the shopper sees prices; a card of another one pays nothing. */
  async useGiftCard(cartId: string, code: string, currency: string): Promise<CreditRefusal | null> {
    const card = await this.credit.byCode(code);
    return card ? this.use(cartId, card, currency) : 'unknown';
  }

  /** Null when the customer's store credit is used from now on. */
  async useStoreCredit(cartId: string, customerId: number, currency: string): Promise<CreditRefusal | null> {
    const account = await this.credit.ofCustomer(customerId, currency);
    return account ? this.use(cartId, account, currency) : 'empty';
  }

  /** Null for a customer who never had any. */
  storeCredit(customerId: number, currency: string): Promise<CreditAccount | null> {
    return this.credit.ofCustomer(customerId, currency);
  }

  /** Safe to repeat. */
  async remove(cartId: string, accountId: number): Promise<void> {
    await this.change(cartId, (ids) => ids.filter((id) => id !== accountId));
  }

  private use(cartId: string, account: CreditAccount, currency: string): Promise<CreditRefusal | null> {
    const problem = creditProblem(account, currency, this.clock.now());
    if (problem) return Promise.resolve(problem);
    return this.change(cartId, (ids) => {
      if (ids.includes(account.id)) return 'used_already';
      return ids.length < MOST ? [...ids, account.id] : 'too_many';
    });
  }

  private change(
    cartId: string,
    change: (ids: readonly number[]) => number[] | CreditRefusal,
  ): Promise<CreditRefusal | null> {
    return this.database.transaction(async (tx) => {
      const ids = await this.checkouts.lockCredits(tx, cartId);
      const changed = ids === null ? 'no_checkout' : change(ids);
      if (typeof changed === 'string') return changed;
      await this.checkouts.setCredits(tx, cartId, changed, this.clock.now());
      return null;
    });
  }
}
