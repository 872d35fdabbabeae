import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OutboxRelay } from '../../../platform/outbox/outbox-relay.js';
import { OutboxService } from '../../../platform/outbox/outbox.service.js';
import { isMissing, isStoredError } from './stripe-answers.js';
import { STRIPE, type StripeClient } from './stripe-client.js';
import { StripeCustomerRepository, type StripeCustomerRow } from './stripe-customer.repository.js';
import { customerQuestion } from './stripe-customers.service.js';

const TOPIC = 'leave-stripe';

/** Deletes customers at Stripe whose account is gone, and so the cards that it keeps for them. */
@Injectable()
export class LeaveStripeService implements OnModuleInit {
  constructor(
    @Inject(STRIPE) private readonly client: StripeClient | null,
    private readonly rows: StripeCustomerRepository,
    private readonly relay: OutboxRelay,
    private readonly outbox: OutboxService,
  ) {}

  onModuleInit(): void {
    this.relay.handle(TOPIC, (row) => this.delete(row.payload as StripeCustomerRow));
  }

  /** Within the transaction in which the account goes: the shop forgets who it was at Stripe, and the worker tells Stripe. */
  async promise(tx: EntityManager, customerId: number): Promise<void> {
    const row = await this.rows.take(tx, customerId);
    if (row) await this.outbox.add(tx, TOPIC, `${TOPIC}:${customerId}`, row);
  }

  /** Errors: when it is not certain that Stripe has nothing any more; it is tried again. */
  private async delete(row: StripeCustomerRow): Promise<void> {
    const id = row.stripeCustomer ?? (await this.answerOf(row));
    if (id === null) return;
    await this.stripe.call((stripe) =>
      stripe.customers.del(id).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      }),
    );
  }

  /** Stripe was asked to make a customer and nobody noted its answer: the same question has the same answer. Null: it made none. */
  private answerOf(row: StripeCustomerRow): Promise<string | null> {
    const [params, options] = customerQuestion(row);
    return this.stripe.call((stripe) =>
      stripe.customers.create(params, options).then(
        ({ id }) => id,
        (error: unknown) => {
          if (isStoredError(error)) return null;
          throw error;
        },
      ),
    );
  }

  private get stripe(): StripeClient {
    if (!this.client) throw new Error('Stripe is not connected');
    return this.client;
  }
}
