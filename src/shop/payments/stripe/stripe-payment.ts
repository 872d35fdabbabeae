/** What Stripe was asked for one order. `amount` in Stripe's units of `currency` (capital letters). */
export interface StripePayment {
  idempotencyKey: string;
  orderNumber: string;
  amount: number;
  currency: string;
  /** Where the order is shown, in the language in which it was placed: `/orders/<token>`, `/de/orders/<token>`. */
  returnUrl: string;
  /** Id of the PaymentIntent; null until Stripe's answer was recorded. */
  intent: string | null;
  /** Id of the Checkout Session that has taken its place; null unless the shopper went to the hosted page. */
  session: string | null;
  sessionIntent: string | null;
  /** Stripe's id of the customer whose saved cards may pay; null for guests. */
  customer: string | null;
  /** How many questions before this one were answered with an error of Stripe. */
  attempt: number;
}

/** Key of the question that is asked now. The ones before have their answers, and Stripe would repeat them. */
export const askKey = ({ idempotencyKey, attempt }: Pick<StripePayment, 'idempotencyKey' | 'attempt'>) =>
  attempt === 0 ? idempotencyKey : `${idempotencyKey}-${attempt}`;

/** Id of the PaymentIntent that counts now, null when there is none that we know of. */
export const currentIntent = ({ intent, session, sessionIntent }: StripePayment): string | null =>
  session === null ? intent : sessionIntent;
