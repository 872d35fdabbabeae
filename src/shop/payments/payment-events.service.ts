import { Inject, Injectable } from '@nestjs/common';
import { isOfMollie, MollieEvents } from './mollie/mollie-events.js';
import { PaymentEventRepository, type StoredEvent } from './payment-event.repository.js';
import { paymentFacts, type PaymentEvent, type PaymentOwner } from './payment-event.js';
import { readStripeEvent, type StripeEventBody } from './stripe/read-stripe-event.js';
import { STRIPE, type StripeClient } from './stripe/stripe-client.js';
import { currentIntent } from './stripe/stripe-payment.js';
import { StripePaymentRepository } from './stripe/stripe-payment.repository.js';
import { verifyStripeEvent } from './stripe/verify-stripe-event.js';
import { StripeGateway } from './stripe-gateway.js';

const TIDY_AT_ONCE = 500;

/**
 * Events of payment providers: taken in only when they are signed, or when the provider says the same when it is asked;
 * kept before anything is done with them.
 */
@Injectable()
export class PaymentEventsService {
  constructor(
    @Inject(STRIPE) private readonly stripe: StripeClient | null,
    @Inject(StripeGateway) private readonly gateway: StripeGateway | null,
    private readonly payments: StripePaymentRepository,
    private readonly mollie: MollieEvents,
    private readonly events: PaymentEventRepository,
  ) {}

  /** Who may call. */
  get connected(): { stripe: boolean; mollie: boolean } {
    return { stripe: this.stripe !== null, mollie: this.mollie.isConnected };
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

  /**
   * Mollie says nothing but which payment has changed, and signs nothing: what has become of it is asked, and stored.
   * True when there is something to apply. Errors: those of the library, TooManyHints, and UnavailableError when it could not
   * be kept.
   */
  async hearOf(reference: string): Promise<boolean> {
    const events = await this.mollie.about(reference);
    for (const event of events) await this.events.insert(event, JSON.stringify(event));
    return events.length > 0;
  }

  /** What was not applied yet about one payment, in the order in which it can have happened. */
  async openOf(reference: string): Promise<PaymentEvent[]> {
    const stored = await this.events.openOf(reference);
    const read = stored.map(readStored);
    return read.toSorted((a, b) => paymentFacts.indexOf(a.fact) - paymentFacts.indexOf(b.fact));
  }

  dueReferences(limit: number): Promise<string[]> {
    return this.events.dueReferences(limit);
  }

  /** Whose payment it is; null while we do not know. A payment made on the hosted page gets known by asking. */
  async ownerOf(event: PaymentEvent): Promise<PaymentOwner | null> {
    if (isOfMollie(event)) return this.mollie.ownerOf(event);
    const { reference, orderNumber } = event;
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

/** An event of Mollie is kept as it was read, one of Stripe as it came. */
const readStored = ({ id, payload }: StoredEvent): PaymentEvent =>
  isOfMollie({ id })
    ? (JSON.parse(payload) as PaymentEvent)
    : readStripeEvent(JSON.parse(payload) as StripeEventBody);
