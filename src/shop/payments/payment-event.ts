import type { Minor } from '../../core/money/money.js';

/**
 * What a payment provider says has happened, in the order in which it can happen. `failed`: one card was declined, the
 * shopper may take another. `other`: nothing that concerns an order.
 */
export const paymentFacts = [
  'created',
  'failed',
  'authorised',
  'captured',
  'cancelled',
  'refunded',
  'disputed',
  'other',
] as const;
export type PaymentFact = (typeof paymentFacts)[number];

/** One event, read. Amounts in minor units; null where the event has none. */
export interface PaymentEvent {
  id: string;
  type: string;
  fact: PaymentFact;
  /** The provider's id of the payment. */
  reference: string | null;
  orderNumber: string | null;
  currency: string | null;
  /** What was to be paid. */
  amount: Minor | null;
  /** What the fact is about: set aside, taken, or given back so far. */
  soFar: Minor | null;
  /** What else there is to say about a dispute, for staff. */
  detail: string | null;
}

/** Whose payment an event is about. `isCurrent` is false for one that another has replaced. */
export interface PaymentOwner {
  gateway: string;
  orderNumber: string;
  isCurrent: boolean;
}
