import Stripe from 'stripe';
import type { Authorisation } from '../gateway.js';

type Intent = Pick<Stripe.PaymentIntent, 'id' | 'status'>;

/** What a PaymentIntent means for the order that waits for it. `url`: our page on which the shopper pays. */
export function answerOf({ id, status }: Intent, url: string): Authorisation {
  switch (status) {
    case 'requires_capture':
    case 'succeeded':
      return { status: 'authorised', reference: id };
    case 'canceled':
      return { status: 'declined', reason: 'canceled' };
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'requires_action':
      return { status: 'needs_confirmation', url, reference: id };
    // `processing`, and whatever Stripe adds one day.
    default:
      return { status: 'unknown' };
  }
}

const CLEAR = [400, 402, 404];

/**
 * True when Stripe has understood and said no. Everything else (no answer, 5xx, a key that was revoked, too many
 * requests, a key in use or with other parameters) says nothing about what became of the money.
 */
export const isClearNo = (error: unknown): error is Stripe.errors.StripeError =>
  (error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError) &&
  CLEAR.includes(error.statusCode ?? 0);

/** True when Stripe has answered that something went wrong with it. It stores such an answer, and repeats it for its key. */
export const isStoredError = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 0) >= 500;

/** True when something that was named is not there (any more). */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** Stripe's short word for it; never the message, which may repeat what was typed. */
export const reasonOf = (error: Stripe.errors.StripeError): string => error.code ?? error.type;
