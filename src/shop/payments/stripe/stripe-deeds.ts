import type Stripe from 'stripe';
import type { DeedRequest, DeedResult } from '../gateway.js';
import { isClearNo, reasonOf } from './stripe-answers.js';
import { stripeAmount } from './stripe-amount.js';
import type { StripeClient } from './stripe-client.js';
import { currentIntent, type StripePayment } from './stripe-payment.js';

const UNSENDABLE = { status: 'refused', reason: 'amount_not_chargeable' } as const;
const UNKNOWN = { status: 'unknown' } as const;

/**
 * What is done to a PaymentIntent. Stripe forgets idempotency keys after a day, and repeats a stored 500 until then; so
 * after an error the intent itself is asked whether the deed is done, and a refund is looked for before it is made.
 */
export class StripeDeeds {
  constructor(private readonly client: StripeClient) {}

  async capture({ reference, amount, currency, idempotencyKey }: DeedRequest): Promise<DeedResult> {
    const wanted = stripeAmount(amount, currency);
    if (wanted === null) return UNSENDABLE;
    return this.change(
      reference,
      (stripe) => stripe.paymentIntents.capture(reference, { amount_to_capture: wanted }, { idempotencyKey }),
      (intent) => intent.status === 'succeeded' && intent.amount_received === wanted,
    );
  }

  cancel(reference: string, idempotencyKey: string): Promise<DeedResult> {
    return this.change(
      reference,
      (stripe) => stripe.paymentIntents.cancel(reference, {}, { idempotencyKey }),
      (intent) => intent.status === 'canceled',
    );
  }

  /** Lets go whatever this payment has: a hosted page that is open, the intent it replaced, the one that counts. */
  async void(payment: StripePayment, idempotencyKey: string): Promise<DeedResult> {
    const { session } = payment;
    const ofSession = session === null ? null : await this.closeSession(session, `${idempotencyKey}-page`);
    if (session !== null && payment.intent !== null)
      await this.cancel(payment.intent, `${idempotencyKey}-replaced`);
    const intent = ofSession ?? currentIntent(payment);
    if (intent === null) return { status: 'done', reference: session ?? '' };
    return this.cancel(intent, intent === payment.intent ? idempotencyKey : `${idempotencyKey}-paid`);
  }

  async refund({ reference, amount, currency, idempotencyKey }: DeedRequest): Promise<DeedResult> {
    const wanted = stripeAmount(amount, currency);
    if (wanted === null) return UNSENDABLE;
    const given = await this.client.call((stripe) =>
      stripe.refunds.list({ payment_intent: reference, limit: 100 }),
    );
    const earlier = given.data.find(({ metadata }) => metadata?.['key'] === idempotencyKey);
    if (earlier) return refundResult(earlier);
    const params = { payment_intent: reference, amount: wanted, metadata: { key: idempotencyKey } };
    return this.client
      .call((stripe) => stripe.refunds.create(params, { idempotencyKey }))
      .then(refundResult, saidNo);
  }

  /** Id of the intent that the page has made, when somebody has paid or tried to. */
  private async closeSession(session: string, idempotencyKey: string): Promise<string | null> {
    const closed = await this.client
      .call((stripe) => stripe.checkout.sessions.expire(session, {}, { idempotencyKey }))
      .catch((error: unknown) => {
        if (!isClearNo(error)) throw error;
        return this.client.call((stripe) => stripe.checkout.sessions.retrieve(session));
      });
    return idOf(closed.payment_intent);
  }

  private async change(
    reference: string,
    deed: (stripe: Stripe) => Promise<Stripe.PaymentIntent>,
    isDone: (intent: Stripe.PaymentIntent) => boolean,
  ): Promise<DeedResult> {
    try {
      const intent = await this.client.call(deed);
      return isDone(intent) ? { status: 'done', reference } : UNKNOWN;
    } catch (error) {
      const intent = await this.client.call((stripe) => stripe.paymentIntents.retrieve(reference));
      return isDone(intent) ? { status: 'done', reference } : saidNo(error);
    }
  }
}

/** Id of what Stripe may have put in whole. */
export const idOf = (thing: string | { id: string } | null): string | null =>
  typeof thing === 'string' ? thing : (thing?.id ?? null);

const refundResult = ({ id, status }: Stripe.Refund): DeedResult =>
  status === 'failed' || status === 'canceled'
    ? { status: 'refused', reason: status }
    : { status: 'done', reference: id };

const saidNo = (error: unknown): DeedResult =>
  isClearNo(error) ? { status: 'refused', reason: reasonOf(error) } : UNKNOWN;
