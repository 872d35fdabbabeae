import type { Minor } from '../../core/money/money.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderTenders } from '../payments/tender.js';
import type { TotalWords } from './order-words.js';

/** What a gift card or store credit pays, minor units. `label`: last signs of a card. */
export interface CreditPaid {
  gateway: string;
  label: string | null;
  amount: Minor;
}

/** `Gift card ending in 1234`, or `Store credit`. */
export const creditName = ({ gateway, label }: Omit<CreditPaid, 'amount'>, { t }: Messages): string =>
  t(`credit.name.${gateway}`, { end: label ?? '' });

/** Below the total: what is taken from gift cards and store credit, and what is left. None where there are none of them. */
export function creditRows(
  credits: readonly CreditPaid[],
  left: { label: string; amount: Minor },
  messages: Messages,
  { money }: Formatters,
): TotalWords[] {
  if (credits.length === 0) return [];
  const taken = credits.map((one) => ({ label: creditName(one, messages), amount: money(-one.amount) }));
  return [...taken, { label: left.label, amount: money(left.amount) }].map((row) => ({
    ...row,
    isTotal: false,
  }));
}

/** How an order is paid, one text for each tender: `Gift card ending in 1234: $30.00`. One alone needs no amount. */
export function paymentTexts(
  { tender, credits }: OrderTenders,
  messages: Messages,
  { money }: Formatters,
): string[] {
  const { t } = messages;
  const ofProvider = t(`orders.paid_by.${tender.gateway}`);
  if (credits.length === 0) return [ofProvider];
  const part = (by: string, amount: Minor) => t('orders.paid_part', { by, amount: money(amount) });
  return [
    ...credits.map((one) => part(creditName(one, messages), one.amount)),
    ...(tender.amount > 0 ? [part(ofProvider, tender.amount)] : []),
  ];
}
