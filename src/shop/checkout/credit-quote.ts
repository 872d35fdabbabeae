import { fill } from '../../core/money/fill.js';
import { sum, type Minor } from '../../core/money/money.js';
import { creditProblem, type CreditAccount, type CreditProblem } from '../credit/credit-account.js';

/** What a gift card or store credit would pay of an order, minor units; 0 when it cannot, or need not. */
export interface QuotedCredit {
  account: CreditAccount;
  amount: Minor;
  problem: CreditProblem | null;
}

/** In the order of `accounts`, each as much as it has, until nothing is left to pay. */
export function quoteCredits(
  total: Minor,
  accounts: readonly CreditAccount[],
  currency: string,
  at: Date,
): QuotedCredit[] {
  const found = accounts.map((account) => ({ account, problem: creditProblem(account, currency, at) }));
  const amounts = fill(
    total,
    found.map(({ account, problem }) => (problem === null ? account.balance : 0)),
  );
  return found.map((one, nth) => ({ ...one, amount: amounts[nth]! }));
}

/** Those that pay something. */
export const usedCredits = ({ credits }: { credits: readonly QuotedCredit[] }): QuotedCredit[] =>
  credits.filter(({ amount }) => amount > 0);

/** What they pay together, minor units. */
export const creditOf = ({ credits }: { credits: readonly QuotedCredit[] }): Minor =>
  sum(credits.map(({ amount }) => amount));
