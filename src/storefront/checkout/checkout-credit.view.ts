import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { CreditRefusal } from '../../shop/checkout/checkout-credit.service.js';
import { usedCredits, type QuotedCredit } from '../../shop/checkout/credit-quote.js';
import type { Quote } from '../../shop/checkout/quote.js';
import type { CreditAccount } from '../../shop/credit/credit-account.js';
import { creditName, creditRows } from '../../shop/orders/credit-words.js';

interface Words {
  messages: Messages;
  formatters: Formatters;
}

/** What was typed into the field for gift cards, and what is wrong with it. */
export interface TypedCard {
  typed: string;
  problem: string;
}

const nameOf = ({ account }: QuotedCredit, messages: Messages): string =>
  creditName({ gateway: account.kind, label: account.codeEnd }, messages);

/** Gift cards and store credit of the checkout, and the ways to add some. `storeCredit`: the customer's, null for none. */
export function creditForm(
  { messages, formatters }: Words,
  quote: Quote,
  storeCredit: CreditAccount | null,
  card: TypedCard | null,
) {
  const { t } = messages;
  const isUsed = quote.credits.some(({ account }) => account.id === storeCredit?.id);
  const isCovered = quote.leftToPay === 0 && quote.credits.length > 0;
  return {
    applied: quote.credits.map((one) => ({
      id: one.account.id,
      name: nameOf(one, messages),
      text: appliedText(one, { messages, formatters }),
    })),
    card,
    storeCredit:
      storeCredit && storeCredit.balance > 0 && !isUsed
        ? t('credit.use_store_credit', { amount: formatters.money(storeCredit.balance) })
        : null,
    isCovered,
  };
}

function appliedText({ account, amount, problem }: QuotedCredit, { messages, formatters }: Words): string {
  if (problem) return messages.t(`credit.refused.${problem}`);
  if (amount === 0) return messages.t('credit.not_needed');
  const left = formatters.money(account.balance - amount);
  return messages.t('credit.applied', { amount: formatters.money(amount), left });
}

/** Below the total of a step: what is taken from gift cards and store credit, and what is left. */
export const quotedRows = (quote: Quote, { messages, formatters }: Words) =>
  creditRows(
    usedCredits(quote).map(({ account, amount }) => ({
      gateway: account.kind,
      label: account.codeEnd,
      amount,
    })),
    { label: messages.t('credit.left'), amount: quote.leftToPay },
    messages,
    formatters,
  );

/** How it will be paid, besides the choice: `Gift card ending in 1234: $30.00`. */
export const creditTexts = (quote: Quote, { messages, formatters }: Words): string[] =>
  usedCredits(quote).map((one) =>
    messages.t('orders.paid_part', { by: nameOf(one, messages), amount: formatters.money(one.amount) }),
  );

/** Why it is not used, and what to do. */
export const creditRefusalText = (refusal: CreditRefusal, { t }: Messages): string =>
  t(`credit.refused.${refusal}`);
