import type { PaymentEvent, PaymentFact } from '../payment-event.js';
import { shopAmount } from './stripe-amount.js';

/** The types that concern an order, and the field that says how much. */
const TYPES: Record<string, [PaymentFact, soFar?: string]> = {
  'payment_intent.created': ['created'],
  'payment_intent.payment_failed': ['failed'],
  'payment_intent.amount_capturable_updated': ['authorised', 'amount_capturable'],
  'payment_intent.succeeded': ['captured', 'amount_received'],
  'payment_intent.canceled': ['cancelled'],
  'charge.refunded': ['refunded', 'amount_refunded'],
  'charge.dispute.created': ['disputed'],
};

/** The parts of Stripe's event that are read; its version decides what else there is. */
export interface StripeEventBody {
  id: string;
  type: string;
  data: { object: Record<string, unknown> };
}

/** Stripe's event in the shop's words. What is missing in it is null. */
export function readStripeEvent({ id, type, data }: StripeEventBody): PaymentEvent {
  const [fact, field] = TYPES[type] ?? ['other'];
  const { object } = data;
  const currency = text(object['currency'])?.toUpperCase() ?? null;
  const amountOf = (value: unknown) =>
    typeof value === 'number' && currency && /^[A-Z]{3}$/.test(currency) ? shopAmount(value, currency) : null;
  const metadata = (object['metadata'] ?? {}) as Record<string, unknown>;
  return {
    id,
    type: type.slice(0, 100),
    fact,
    reference: text(type.startsWith('payment_intent.') ? object['id'] : object['payment_intent']),
    orderNumber: text(metadata['order_number'])?.slice(0, 64) ?? null,
    currency,
    amount: amountOf(object['amount']),
    soFar: field === undefined ? null : amountOf(object[field]),
    detail: fact === 'disputed' ? disputeText(object) : null,
  };
}

/** `dp_1: fraudulent`. */
const disputeText = (object: Record<string, unknown>): string =>
  [text(object['id']), text(object['reason'])].filter((part) => part !== null).join(': ');

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
