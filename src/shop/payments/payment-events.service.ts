import { Inject, Injectable } from '@nestjs/common';
import { PaymentEventRepository } from './payment-event.repository.js';
import { paymentFacts, type PaymentEvent, type PaymentOwner } from './payment-event.js';
import { readStripeEvent, type StripeEventBody } from './stripe/read-stripe-event.js';
import { STRIPE, type StripeClient } from './stripe/stripe-client.js';
import { currentIntent } from './stripe/stripe-payment.js';
import { StripePaymentRepository } from './stripe/stripe-payment.repository.js';
import { verifyStripeEvent } from './stripe/verify-stripe-event.js';
import { StripeGateway } from './stripe-gateway.js';

const TIDY_AT_ONCE = 500;

/** Events of payment providers: taken in only when they are signed, kept before anything is done with them. */
@Injectable()
export class PaymentEventsService {
  constructor(
    @Inject(STRIPE) private readonly stripe: StripeClient | null,
    @Inject(StripeGateway) private readonly gateway: StripeGateway | null,
    private readonly payments: StripePaymentRepository,
    private readonly events: PaymentEventRepository,
  ) {}

  get isConnected(): boolean {
    return this.stripe !== null;
  }

  /**
   * The event in these bytes, stored; null when it is forged. Resolves after the row is committed.
   * Errors: UnavailableError when it could not be kept.
   */
  async receive(body: Buffer, signature: string): Promise<PaymentEvent | null> {
    if (!this.stripe) return null;
    const verified = verifyStripeEvent(this.stripe.stripe, body, signature, this.stripe.webhookSecret);
    if (!verified) return null;
    const event = readStripeEvent(verified);
    await this.events.insert(event, body.toString());
    return event;
  }

  /** What was not applied yet about one payment, in the order in which it can have happened. */
  async openOf(reference: string): Promise<PaymentEvent[]> {
    const stored = await this.events.openOf(reference);
    const read = stored.map(({ payload }) => readStripeEvent(JSON.parse(payload) as StripeEventBody));
    return read.toSorted((a, b) => paymentFacts.indexOf(a.fact) - paymentFacts.indexOf(b.fact));
  }

  dueReferences(limit: number): Promise<string[]> {
    return this.events.dueReferences(limit);
  }

  /** Whose payment it is; null while we do not know. A payment made on the hosted page gets known by asking. */
  async ownerOf({ reference, orderNumber }: PaymentEvent): Promise<PaymentOwner | null> {
    const known = await this.payments.byReference(reference ?? '');
    const named = known ?? (orderNumber === null ? null : await this.payments.byOrder(orderNumber));
    if (!named) return null;
    if (!known) await this.gateway?.find(named.idempotencyKey);
    const payment = (await this.payments.byKey(named.idempotencyKey)) ?? named;
    const isCurrent = currentIntent(payment) === reference;
    return { gateway: 'stripe', orderNumber: payment.orderNumber, isCurrent };
  }

  applied(event: PaymentEvent, orderNumber: string, problem: string | null): Promise<void> {
    return this.events.setApplied(event.id, orderNumber, problem);
  }

  postpone(event: PaymentEvent, why: string): Promise<void> {
    return this.events.postpone(event.id, why.slice(0, 255));
  }

  tidy(): Promise<boolean> {
    return this.events.tidy(TIDY_AT_ONCE);
  }
}
