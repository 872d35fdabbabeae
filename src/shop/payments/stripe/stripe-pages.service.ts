import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { ENV, type Env } from '../../../platform/config/env.js';
import { STRIPE_JS } from '../../../platform/config/stripe-settings.js';
import { isStoredError } from './stripe-answers.js';
import { STRIPE, type StripeClient } from './stripe-client.js';
import { StripeDeeds } from './stripe-deeds.js';
import { askKey, type StripePayment } from './stripe-payment.js';
import { StripePaymentRepository } from './stripe-payment.repository.js';

/** What the payment page needs. `clientSecret` is null once the shopper has gone to the hosted page. */
export interface PaymentPage {
  publishableKey: string;
  clientSecret: string | null;
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
    @Inject(ENV) private readonly env: Pick<Env, 'STRIPE_JS_URL' | 'STRIPE_API_URL'>,
  ) {}

  /** Origins of a stand-in for Stripe, for the policy of the page; empty for Stripe itself. */
  get standIns(): string[] {
    const { STRIPE_JS_URL, STRIPE_API_URL } = this.env;
    return [STRIPE_JS_URL, STRIPE_API_URL].flatMap((url) => (url ? [new URL(url).origin] : []));
  }

  /** Null when Stripe has no such payment. Errors: those of the library when it does not answer. */
  async open(orderNumber: string): Promise<PaymentPage | null> {
    const payment = this.client && (await this.payments.byOrder(orderNumber));
    if (!payment || !this.client) return null;
    const { publishableKey } = this.client;
    const scriptUrl = this.env.STRIPE_JS_URL ?? STRIPE_JS;
    const { session, intent: id } = payment;
    if (session !== null || id === null) return { publishableKey, clientSecret: null, scriptUrl };
    const intent = await this.client.call((stripe) => stripe.paymentIntents.retrieve(id));
    return { publishableKey, clientSecret: intent.client_secret, scriptUrl };
  }

  /**
   * Address of Stripe's own page for this order; null when there is nothing to pay there (any more). The page takes the
   * place of our intent, which is cancelled before anybody hears the address: two payments can never stand.
   */
  async openHosted(orderNumber: string, wish: HostedWish): Promise<string | null> {
    const payment = this.client && (await this.payments.byOrder(orderNumber));
    if (!payment || !this.client) return null;
    const session = await this.sessionOf(this.client, payment, wish);
    if (!session?.url) return null;
    if (payment.intent === null) return session.url;
    const key = `${payment.idempotencyKey}-replaced`;
    const cancelled = await new StripeDeeds(this.client).cancel(payment.intent, key);
    return cancelled.status === 'done' ? session.url : null;
  }

  private async sessionOf(
    { call }: StripeClient,
    payment: StripePayment,
    wish: HostedWish,
  ): Promise<Stripe.Checkout.Session | null> {
    const { session, intent } = payment;
    if (session !== null) return call((stripe) => stripe.checkout.sessions.retrieve(session));
    const now = intent === null ? null : await call((stripe) => stripe.paymentIntents.retrieve(intent));
    if (now && now.status !== 'requires_payment_method' && now.status !== 'requires_action') return null;
    return this.makeSession(call, payment, wish);
  }

  /** The one that counts, should two have been made. */
  private async makeSession(
    call: StripeClient['call'],
    payment: StripePayment,
    wish: HostedWish,
  ): Promise<Stripe.Checkout.Session> {
    const idempotencyKey = `${askKey(payment)}-page`;
    const made = await call((stripe) =>
      stripe.checkout.sessions.create(sessionFor(payment, wish), { idempotencyKey }),
    ).catch((error: unknown) => this.isOver(payment, error));
    const id = await this.payments.keepSession(payment, made.id);
    return id === made.id ? made : call((stripe) => stripe.checkout.sessions.retrieve(id));
  }

  private async isOver(payment: StripePayment, error: unknown): Promise<never> {
    if (isStoredError(error)) await this.payments.askAnew(payment);
    throw error;
  }
}

function sessionFor(payment: StripePayment, wish: HostedWish): Stripe.Checkout.SessionCreateParams {
  const currency = payment.currency.toLowerCase();
  const price = { currency, unit_amount: payment.amount, product_data: { name: wish.label } };
  return {
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: price }],
    payment_intent_data: { capture_method: 'manual', metadata: { order_number: payment.orderNumber } },
    success_url: wish.returnUrl,
    cancel_url: wish.cancelUrl,
  };
}
