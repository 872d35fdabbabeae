import { Inject, Injectable, Logger } from '@nestjs/common';
import { deadline } from '../../../platform/clock/deadline.js';
import { randomKey } from '../../../platform/random/random-key.js';
import { isMissing, isStoredError } from './stripe-answers.js';
import { STRIPE, type StripeClient } from './stripe-client.js';
import { StripeCustomerRepository, type StripeCustomerRow } from './stripe-customer.repository.js';

/** Saved cards are a convenience: a payment waits no longer for them, and goes on without. */
const PATIENCE_MS = 2000;

const FORM = {
  payment_method_save: 'enabled',
  payment_method_save_usage: 'on_session',
  payment_method_redisplay: 'enabled',
  payment_method_redisplay_limit: 10,
  payment_method_remove: 'enabled',
} as const;

/** How Stripe is asked for a customer; asked once more, it answers with the same one. */
export const customerQuestion = ({
  customerId,
  idempotencyKey,
}: Pick<StripeCustomerRow, 'customerId' | 'idempotencyKey'>) =>
  [{ metadata: { customer: String(customerId) } }, { idempotencyKey: `customer-${idempotencyKey}` }] as const;

/**
 * Who a customer of the shop is at Stripe, which keeps the cards: the shop keeps Stripe's id and nothing else, and tells
 * Stripe its own number and nothing else.
 */
@Injectable()
export class StripeCustomersService {
  private readonly log = new Logger(StripeCustomersService.name);

  constructor(
    @Inject(STRIPE) private readonly client: StripeClient | null,
    private readonly rows: StripeCustomerRepository,
  ) {}

  /** Stripe's id, made on first need; null when that cannot be done now, and the payment is like a guest's. */
  async ensure(customerId: number): Promise<string | null> {
    const known = await this.rows.idOf(customerId);
    return known ?? this.orNull(this.make(customerId));
  }

  /** Stripe's id, null while there is none. */
  idOf(customerId: number): Promise<string | null> {
    return this.rows.idOf(customerId);
  }

  /** Whether this customer of the shop may see and use the cards of that one of Stripe. */
  async owns(customerId: number | null, stripeCustomer: string | null): Promise<boolean> {
    if (customerId === null || stripeCustomer === null) return false;
    return (await this.rows.idOf(customerId)) === stripeCustomer;
  }

  /** Deleted at Stripe: another one is made when it is needed. */
  forget(stripeCustomer: string): Promise<void> {
    return this.rows.forget(stripeCustomer, randomKey());
  }

  /** The one that takes the place of one that was deleted at Stripe; null when there is none now. */
  async replace(stripeCustomer: string): Promise<string | null> {
    const customerId = await this.rows.ownerOf(stripeCustomer);
    await this.forget(stripeCustomer);
    return customerId === null ? null : this.ensure(customerId);
  }

  /** What lets Stripe's form show, save and remove the cards of this customer; null: the form is like a guest's. */
  formSecret(stripeCustomer: string): Promise<string | null> {
    return this.orNull(this.openForm(stripeCustomer));
  }

  private async openForm(customer: string): Promise<string | null> {
    const components = { payment_element: { enabled: true, features: FORM } };
    const session = await this.client?.call((stripe) =>
      stripe.customerSessions.create({ customer, components }).catch(async (error: unknown) => {
        if (isMissing(error)) await this.forget(customer);
        throw error;
      }),
    );
    return session?.client_secret ?? null;
  }

  private async make(customerId: number): Promise<string | null> {
    const row = await this.rows.note(customerId, randomKey());
    const [params, options] = customerQuestion(row);
    const made = await this.client?.call((stripe) =>
      stripe.customers.create(params, options).catch(async (error: unknown) => {
        if (isStoredError(error)) await this.rows.askAnew(row, randomKey());
        throw error;
      }),
    );
    if (made) await this.rows.keep(row, made.id);
    return this.rows.idOf(customerId);
  }

  private async orNull<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await deadline(answer, PATIENCE_MS);
    } catch (error) {
      this.log.warn(`saved cards: ${(error as Error).message}`);
      return null;
    }
  }
}
