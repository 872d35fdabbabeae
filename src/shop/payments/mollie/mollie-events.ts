import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../../platform/redis/keys.js';
import type { RedisLink } from '../../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../../platform/redis/redis.module.js';
import { TryCounter } from '../../../platform/redis/try-counter.js';
import type { PaymentEvent, PaymentOwner } from '../payment-event.js';
import { MOLLIE, type MollieClient } from './mollie-client.js';
import { MolliePaymentRepository } from './mollie-payment.repository.js';
import { readMolliePayment } from './read-mollie-payment.js';

/** Many times as often as a payment changes. */
const HINTS_A_MINUTE = 30;

/** Somebody says too often that a payment has changed. */
export class TooManyHints extends Error {
  readonly status = 429;
}

/** What happens at Mollie, asked for whenever somebody says that a payment has changed. */
@Injectable()
export class MollieEvents {
  private readonly hints: TryCounter;

  constructor(
    @Inject(MOLLIE) private readonly client: MollieClient | null,
    private readonly payments: MolliePaymentRepository,
    @Inject(SESSION_REDIS) redis: RedisLink | null,
  ) {
    this.hints = new TryCounter(redis, 60);
  }

  get isConnected(): boolean {
    return this.client !== null;
  }

  /** None for a payment that is not ours, which Mollie is not asked about. Errors: those of the library, and TooManyHints. */
  async about(reference: string): Promise<PaymentEvent[]> {
    const known = this.client && (await this.payments.byReference(reference));
    if (!known || !this.client) return [];
    if (!(await this.hints.add(keys.paymentHints(reference), HINTS_A_MINUTE)))
      throw new TooManyHints(`too many calls about ${reference}`);
    const now = await this.client.call((api) => api.getPayment({ paymentId: reference }));
    return readMolliePayment(now, known.orderNumber);
  }

  async ownerOf({ reference }: PaymentEvent): Promise<PaymentOwner | null> {
    const payment = await this.payments.byReference(reference ?? '');
    return payment && { gateway: 'mollie', orderNumber: payment.orderNumber, isCurrent: true };
  }
}

export const isOfMollie = ({ id }: Pick<PaymentEvent, 'id'>): boolean => id.startsWith('mollie:');
