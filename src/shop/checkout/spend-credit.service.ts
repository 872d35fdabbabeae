import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CreditService } from '../credit/credit.service.js';
import { TendersService } from '../payments/tenders.service.js';
import { usedCredits } from './credit-quote.js';
import type { Quote } from './quote.js';

/** Takes from gift cards and store credit what the shopper has confirmed, in the order's first transaction. */
@Injectable()
export class SpendCreditService {
  constructor(
    private readonly credit: CreditService,
    private readonly tenders: TendersService,
  ) {}

  /**
   * Exactly what `quote` says, or nothing and false: two orders at once never take more than there is. Comes last in the transaction,
   * because it locks the accounts.
   */
  async spend(
    tx: EntityManager,
    order: { id: number; placedAt: Date },
    quote: Pick<Quote, 'credits'>,
  ): Promise<boolean> {
    const { id: orderId, placedAt: at } = order;
    const used = usedCredits(quote);
    const parts = used.map(({ account, amount }) => ({ accountId: account.id, amount }));
    if (!(await this.credit.take(tx, parts, { orderId, at }))) return false;
    const tenders = used.map(({ account, amount }) => ({
      kind: account.kind,
      accountId: account.id,
      label: account.codeEnd,
      amount,
    }));
    await this.tenders.openCredits(tx, orderId, tenders, at);
    return true;
  }
}
