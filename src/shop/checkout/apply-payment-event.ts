import type { PaymentEvent } from '../payments/payment-event.js';
import type { OrderDetails } from '../orders/order.js';

/** What became of an event. `wait`: it has to be looked at again, and why. */
export type EventOutcome = { kind: 'applied'; problem?: string } | { kind: 'wait'; why: string };

export const applied: EventOutcome = { kind: 'applied' };
export const noted = (problem: string): EventOutcome => ({ kind: 'applied', problem });
export const wait = (why: string): EventOutcome => ({ kind: 'wait', why });

/** What is wrong with an event's money for this order, or null. Nothing is paid with another amount or currency. */
export function moneyProblem(
  event: PaymentEvent,
  { tender, currency }: Pick<OrderDetails, 'tender' | 'currency'>,
): string | null {
  if (event.currency !== currency) return `currency is ${event.currency}, not ${currency}`;
  if (event.amount !== tender.amount) return `amount is ${event.amount}, not ${tender.amount}`;
  const isWhole = event.fact === 'authorised' || event.fact === 'captured';
  return isWhole && event.soFar !== tender.amount ? `${event.fact} ${event.soFar} of ${tender.amount}` : null;
}
