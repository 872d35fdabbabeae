import type { Authorisation, AuthoriseRequest, DeedRequest, DeedResult, PaymentGateway } from './gateway.js';
import { payPage } from './pay-page.js';
import { stripeAmount } from './stripe/stripe-amount.js';
import { answerOf } from './stripe/stripe-answers.js';
import type { StripeClient } from './stripe/stripe-client.js';
import type { StripeCustomersService } from './stripe/stripe-customers.service.js';
import { idOf, StripeDeeds } from './stripe/stripe-deeds.js';
import { StripeIntents } from './stripe/stripe-intents.js';
import type { StripePayment } from './stripe/stripe-payment.js';
import type { StripePaymentRepository } from './stripe/stripe-payment.repository.js';

const CARD = {
  id: 'stripe',
  gateway: 'stripe',
  details: {},
  labelKey: 'checkout.payment.stripe',
  hintKey: 'checkout.payment.stripe_hint',
  isTest: false,
};

/**
 * Cards and wallets through Stripe. An authorisation is a PaymentIntent that is captured later; the shopper says yes to
 * it on our payment page or on Stripe's own, so no card data ever comes by here. Errors: whatever is not clear is
 * thrown, and counts as `unknown` (payments.service.ts).
 */
export class StripeGateway implements PaymentGateway {
  readonly id = 'stripe';
  readonly choices = [CARD];
  private readonly deeds: StripeDeeds;
  private readonly intents: StripeIntents;

  constructor(
    private readonly client: StripeClient,
    private readonly payments: StripePaymentRepository,
    private readonly customers: StripeCustomersService,
  ) {
    this.deeds = new StripeDeeds(client);
    this.intents = new StripeIntents(client, payments, customers);
  }

  async authorise(request: AuthoriseRequest): Promise<Authorisation> {
    const amount = stripeAmount(request.amount, request.currency);
    if (amount === null) return { status: 'declined', reason: 'amount_not_chargeable' };
    const { customerId } = request;
    const customer = customerId === null ? null : await this.customers.ensure(customerId);
    await this.payments.note({ ...request, amount, customer });
    return this.find(request.idempotencyKey) as Promise<Authorisation>;
  }

  /**
   * What was asked is in our table from before it was asked. No row: nothing was asked, and nothing can have been paid.
   * An intent that we know is retrieved, else it is asked for (again). (Stripe's search is no help: it may be a minute
   * behind.)
   */
  async find(idempotencyKey: string): Promise<Authorisation | { status: 'not_found' }> {
    const payment = await this.payments.byKey(idempotencyKey);
    if (!payment) return { status: 'not_found' };
    if (payment.session !== null) return this.findOnPage(payment, payment.session);
    const { intent: id } = payment;
    if (id === null) return this.intents.ask(payment);
    const intent = await this.client.call((stripe) => stripe.paymentIntents.retrieve(id));
    return answerOf(intent, payPage(payment));
  }

  capture(request: DeedRequest): Promise<DeedResult> {
    return this.deeds.capture(request);
  }

  async void({ reference, idempotencyKey }: Omit<DeedRequest, 'amount'>): Promise<DeedResult> {
    const payment = await this.payments.byReference(reference);
    return payment ? this.deeds.void(payment, idempotencyKey) : this.deeds.cancel(reference, idempotencyKey);
  }

  refund(request: DeedRequest): Promise<DeedResult> {
    return this.deeds.refund(request);
  }

  /** On Stripe's page an intent is made only when somebody pays. */
  private async findOnPage(payment: StripePayment, id: string): Promise<Authorisation> {
    const session = await this.client.call((stripe) =>
      stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }),
    );
    const { payment_intent: intent } = session;
    const known = idOf(intent);
    if (known !== null && known !== payment.sessionIntent)
      await this.payments.setSessionIntent(payment.idempotencyKey, known);
    return intent !== null && typeof intent === 'object'
      ? answerOf(intent, payPage(payment))
      : { status: 'needs_confirmation', url: payPage(payment), reference: id };
  }
}
