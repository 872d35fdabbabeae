import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { ENV, type Env } from '../../../platform/config/env.js';
import { STRIPE_JS } from '../../../platform/config/stripe-settings.js';
import { stripeLocale } from '../pages-language.js';
import { isMissing, isStoredError } from './stripe-answers.js';
import { STRIPE, type StripeClient } from './stripe-client.js';
import { StripeCustomersService } from './stripe-customers.service.js';
import { idOf, StripeDeeds } from './stripe-deeds.js';
import { askKey, type StripePayment } from './stripe-payment.js';
import { StripePaymentRepository } from './stripe-payment.repository.js';

/** What the payment page needs. `clientSecret` is null once the shopper has gone to the hosted page. */
export interface PaymentPage {
  publishableKey: string;
  clientSecret: string | null;
  /** Lets the form show and save the cards of whoever asks; null for guests, and for others than the order's customer. */
  cardsSecret: string | null;
  scriptUrl: string;
}

/** Where the hosted page leads back to, as whole addresses, and what it says is paid for. */
export interface HostedWish {
  returnUrl: string;
  cancelUrl: string;
  label: string;
}

/** The pages on which a shopper pays with Stripe: ours with Stripe's form in it, and Stripe's own. */
@Injectable()
export class StripePagesService {
  constructor(
    @Inject(STRIPE) private readonly client: StripeClient | null,
    private readonly payments: StripePaymentRepository,
    private readonly customers: StripeCustomersService,
    @Inject(ENV) private readonly env: Pick<Env, 'STRIPE_JS_URL' | 'STRIPE_API_URL'>,
  ) {}

  /** Origins of a stand-in for Stripe, for the policy of the page; empty for Stripe itself. */
  get standIns(): string[] {
    const { STRIPE_JS_URL, STRIPE_API_URL } = this.env;
    return [STRIPE_JS_URL, STRIPE_API_URL].flatMap((url) => (url ? [new URL(url).origin] : []));
  }

  /** `customerId`: who is signed in. Null when Stripe has no such payment. Errors: those of the library when it does not answer. */
  async open(orderNumber: string, customerId: number | null): Promise<PaymentPage | null> {
    const payment = this.client && (await this.payments.byOrder(orderNumber));
    if (!payment || !this.client) return null;
    const { publishableKey } = this.client;
    const scriptUrl = this.env.STRIPE_JS_URL ?? STRIPE_JS;
    const { session, intent: id } = payment;
    const page = { publishableKey, clientSecret: null, cardsSecret: null, scriptUrl };
    if (session !== null || id === null) return page;
    const [intent, cardsSecret] = await Promise.all([
      this.client.call((stripe) => stripe.paymentIntents.retrieve(id)),
      this.cardsSecret(payment, customerId),
    ]);
    return { ...page, clientSecret: intent.client_secret, cardsSecret };
  }

  /**
   * Address of Stripe's own page for this order; null when there is nothing to pay there (any more). The page takes the
   * place of our intent, which is cancelled before anybody hears the address: two payments can never stand. One that shows
   * the cards of the order's customer is for nobody else: `not_yours`.
   */
  async openHosted(
    orderNumber: string,
    wish: HostedWish,
    customerId: number | null,
  ): Promise<{ url: string } | 'not_yours' | null> {
    const payment = this.client && (await this.payments.byOrder(orderNumber));
    if (!payment || !this.client) return null;
    const isOwn = await this.customers.owns(customerId, payment.customer);
    const session = await this.sessionOf(this.client, payment, wish, isOwn);
    if (!session?.url) return null;
    if (!isOwn && payment.customer !== null && idOf(session.customer) === payment.customer)
      return 'not_yours';
    if (payment.intent === null) return { url: session.url };
    const key = `${payment.idempotencyKey}-replaced`;
    const cancelled = await new StripeDeeds(this.client).cancel(payment.intent, key);
    return cancelled.status === 'done' ? { url: session.url } : null;
  }

  private async cardsSecret({ customer }: StripePayment, customerId: number | null): Promise<string | null> {
    const isOwn = await this.customers.owns(customerId, customer);
    return isOwn && customer !== null ? this.customers.formSecret(customer) : null;
  }

  private async sessionOf(
    { call }: StripeClient,
    payment: StripePayment,
    wish: HostedWish,
    isOwn: boolean,
  ): Promise<Stripe.Checkout.Session | null> {
    const { session, intent } = payment;
    if (session !== null) return call((stripe) => stripe.checkout.sessions.retrieve(session));
    const now = intent === null ? null : await call((stripe) => stripe.paymentIntents.retrieve(intent));
    if (now && now.status !== 'requires_payment_method' && now.status !== 'requires_action') return null;
    return this.makeSession(call, payment, wish, isOwn ? payment.customer : null);
  }

  /** The one that counts, should two have been made. `customer`: whose cards it shows. */
  private async makeSession(
    call: StripeClient['call'],
    payment: StripePayment,
    wish: HostedWish,
    customer: string | null,
  ): Promise<Stripe.Checkout.Session> {
    const idempotencyKey = `${askKey(payment)}${customer === null ? '' : '-cards'}-page`;
    try {
      const params = sessionFor(payment, wish, customer);
      const made = await call((stripe) => stripe.checkout.sessions.create(params, { idempotencyKey }));
      const id = await this.payments.keepSession(payment, made.id);
      return id === made.id ? made : await call((stripe) => stripe.checkout.sessions.retrieve(id));
    } catch (error) {
      if (isStoredError(error)) await this.payments.askAnew(payment);
      if (customer === null || !isMissing(error)) throw error;
      // Deleted at Stripe: the payment is like a guest's.
      await this.customers.forget(customer);
      return this.makeSession(call, payment, wish, null);
    }
  }
}

const CARDS = { payment_method_save: 'enabled', payment_method_remove: 'enabled' } as const;

function sessionFor(
  payment: StripePayment,
  wish: HostedWish,
  customer: string | null,
): Stripe.Checkout.SessionCreateParams {
  const currency = payment.currency.toLowerCase();
  const price = { currency, unit_amount: payment.amount, product_data: { name: wish.label } };
  return {
    mode: 'payment',
    locale: stripeLocale(payment),
    line_items: [{ quantity: 1, price_data: price }],
    payment_intent_data: { capture_method: 'manual', metadata: { order_number: payment.orderNumber } },
    ...(customer !== null && { customer, saved_payment_method_options: CARDS }),
    success_url: wish.returnUrl,
    cancel_url: wish.cancelUrl,
  };
}
