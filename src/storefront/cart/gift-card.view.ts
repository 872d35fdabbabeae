import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { creditProblem, type CreditAccount } from '../../shop/credit/credit-account.js';
import { creditName } from '../../shop/orders/credit-words.js';

/** What the page of a gift card's balance shows besides its form; none of both before a code was typed. */
export interface GiftCardAnswer {
  found?: { title: string; facts: string[] };
  wrong?: { typed: string; problem: string };
}

/** What is left in the currency of the card, until when, and what to do with it or about it. */
export function giftCardWords(account: CreditAccount, at: Date, messages: Messages, formatters: Formatters) {
  const { t } = messages;
  const { kind, codeEnd, currency, balance, expiresAt } = account;
  const { money, dateTime } = formatters.in(currency);
  const problem = creditProblem(account, currency, at);
  const ends = expiresAt
    ? t('credit.balance.until', { moment: dateTime(expiresAt) })
    : t('credit.balance.no_end');
  return {
    title: t('credit.balance.left', {
      name: creditName({ gateway: kind, label: codeEnd }, messages),
      amount: money(balance),
    }),
    facts:
      problem === null ? [ends, t('credit.balance.pays', { currency })] : [t(`credit.balance.${problem}`)],
  };
}
