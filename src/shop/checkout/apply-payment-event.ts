import type { PaymentEvent } from '../payments/payment-event.js';
import type { Order } from '../orders/order.js';

/** What became of an event. `wait`: it has to be looked at again, and why. */
export type EventOutcome = { kind: 'applied'; problem?: string } | { kind: 'wait'; why: string };

export const applied: EventOutcome = { kind: 'applied' };
export const noted = (problem: string): EventOutcome => ({ kind: 'applied', problem });
export const wait = (why: string): EventOutcome => ({ kind: 'wait', why });

/** What is wrong with an event's money for this order, or null. Nothing is paid with another amount or currency. */
export function moneyProblem(event: PaymentEvent, order: Pick<Order, 'total' | 'currency'>): string | null {
  if (event.currency !== order.currency) return `currency is ${event.currency}, not ${order.currency}`;
  if (event.amount !== order.total) return `amount is ${event.amount}, not ${order.total}`;
  const isWhole = event.fact === 'authorised' || event.fact === 'captured';
  return isWhole && event.soFar !== order.total ? `${event.fact} ${event.soFar} of ${order.total}` : null;
}
