import type Stripe from 'stripe';
import type { Authorisation } from '../gateway.js';
import { answerOf, isClearNo, isMissing, isStoredError, reasonOf } from './stripe-answers.js';
import type { StripeClient } from './stripe-client.js';
import type { StripeCustomersService } from './stripe-customers.service.js';
import { payPage } from '../pay-page.js';
import { askKey, type StripePayment } from './stripe-payment.js';
import type { StripePaymentRepository } from './stripe-payment.repository.js';

/** Customers that were deleted at Stripe are replaced so often; then the payment is like a guest's. */
const MAX_CUSTOMERS = 2;

/**
 * Asks Stripe for the PaymentIntent of an order. When an answer got lost, the same question is asked again under the same
 * key: Stripe answers with the intent it made then. After a day it has forgotten the key and makes another; after an error
 * of its own, which it would repeat, it is asked under the next key. Both are sound, because nobody can pay an intent whose
 * client secret never left Stripe, and the only one that leaves is the one in the row.
 */
export class StripeIntents {
  constructor(
    private readonly client: StripeClient,
    private readonly payments: StripePaymentRepository,
    private readonly customers: StripeCustomersService,
  ) {}

  /** Errors: whatever is not clear is thrown. */
  async ask(payment: StripePayment): Promise<Authorisation> {
    try {
      return await this.create(payment);
    } catch (error) {
      if (payment.customer !== null && isMissing(error)) return this.askAnew(payment, payment.customer);
      if (isClearNo(error)) return { status: 'declined', reason: reasonOf(error) };
      if (isStoredError(error)) await this.payments.askAnew(payment);
      throw error;
    }
  }

  /** Stripe names nothing else in this question that could be missing. */
  private async askAnew(payment: StripePayment, gone: string): Promise<Authorisation> {
    const next = await this.customers.replace(gone);
    return this.ask(await this.payments.askAnew(payment, payment.attempt < MAX_CUSTOMERS ? next : null));
  }

  private async create(payment: StripePayment): Promise<Authorisation> {
    const made = await this.client.call((stripe) =>
      stripe.paymentIntents.create(intentFor(payment), { idempotencyKey: askKey(payment) }),
    );
    const id = await this.payments.keepIntent(payment, made.id);
    const intent =
      id === made.id ? made : await this.client.call((stripe) => stripe.paymentIntents.retrieve(id));
    return answerOf(intent, payPage(payment));
  }
}

/** Takes everything from the row, so that a repeat is the same to the letter: Stripe compares. */
const intentFor = ({
  amount,
  currency,
  orderNumber,
  customer,
}: StripePayment): Stripe.PaymentIntentCreateParams => ({
  amount,
  currency: currency.toLowerCase(),
  capture_method: 'manual',
  automatic_payment_methods: { enabled: true },
  ...(customer !== null && { customer }),
  metadata: { order_number: orderNumber },
});
