import type { Minor } from '../../core/money/money.js';

export type CreditKind = 'gift_card' | 'store_credit';

/** What a gift card or a customer's store credit is worth. Amounts in minor units of `currency`. */
export interface CreditAccount {
  id: number;
  kind: CreditKind;
  currency: string;
  balance: Minor;
  /** Last signs of the code; null for store credit. */
  codeEnd: string | null;
  /** Whose store credit it is; null for a gift card, which is of whoever has its code. */
  customerId: number | null;
  /** For staff. */
  note: string;
  /** The first moment in which it is not taken any more; null for one without an end. */
  expiresAt: Date | null;
  disabledAt: Date | null;
  createdAt: Date;
}

/**
 * Why the balance changed. `issue`: it was sold or given. `spend`: an order. `give_back`: an order that came to nothing. `release`: less
 * was sent than ordered. `refund`: a refund of what it had paid. `refund_as_credit`: a refund of what something else had paid.
 */
export type CreditEntryKind = 'issue' | 'spend' | 'give_back' | 'release' | 'refund' | 'refund_as_credit';

export interface CreditEntry {
  kind: CreditEntryKind;
  /** Below 0 for what was spent. */
  amount: Minor;
  orderId: number | null;
  note: string;
  happenedAt: Date;
}

/** So much of one account. */
export interface CreditPart {
  accountId: number;
  amount: Minor;
}

/** Why an account pays nothing; null when it does. `empty`: everything is spent. */
export type CreditProblem = 'disabled' | 'expired' | 'other_currency' | 'empty';

export function creditProblem(account: CreditAccount, currency: string, at: Date): CreditProblem | null {
  if (account.disabledAt !== null) return 'disabled';
  if (account.expiresAt !== null && account.expiresAt <= at) return 'expired';
  if (account.currency !== currency) return 'other_currency';
  return account.balance === 0 ? 'empty' : null;
}
