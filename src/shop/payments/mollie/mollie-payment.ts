/** What Mollie was asked for one order. `amount` as Mollie reads it, such as `12.50`. */
export interface MolliePayment {
  idempotencyKey: string;
  orderNumber: string;
  amount: string;
  currency: string;
  /** True: set aside now and taken when the goods leave. False: paid at once. */
  isCapturedLater: boolean;
  /** Where the order is shown, in the language in which it was placed: `/orders/<token>`, `/de/orders/<token>`. */
  returnUrl: string;
  /** Mollie's id `tr_...`; null until its answer was recorded. */
  payment: string | null;
  /** Mollie's page on which it is paid. */
  checkoutUrl: string | null;
}
