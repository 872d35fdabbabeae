import { Injectable, Logger } from '@nestjs/common';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { CustomerSessions } from '../../platform/session/customer-sessions.js';
import { CustomerRepository, type CustomerEpoch } from './customer.repository.js';

const CUSTOMERS_AT_ONCE = 100;

export interface EndedEverywhere {
  customers: number;
  sessions: number;
  /** False: the store was away for some; the worker takes their records away when it is back. */
  isComplete: boolean;
}

/**
 * Ends the sessions of all customers, for the day on which nobody knows who has got hold of them; guests keep theirs. A
 * hundred customers at a time, in MySQL and then in the store, so that no statement is long and no Redis is held up.
 * Whoever repeats what broke off ends everything once more, and nothing is lost by that.
 */
@Injectable()
export class EndAllSessionsService {
  private readonly log = new Logger(EndAllSessionsService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly sessions: CustomerSessions,
  ) {}

  /** How many customers it would be. */
  count(): Promise<number> {
    return this.customers.count();
  }

  /** `onProgress` hears after each hundred how far it is. A store that is away does not keep MySQL from closing accounts. */
  async endAll(onProgress: (done: EndedEverywhere) => void): Promise<EndedEverywhere> {
    let done: EndedEverywhere = { customers: 0, sessions: 0, isComplete: true };
    let batch: CustomerEpoch[] = [];
    do {
      batch = await this.customers.raiseEpochsAfter(batch.at(-1)?.customerId ?? 0, CUSTOMERS_AT_ONCE);
      const count = await this.removeRecords(batch);
      done = {
        customers: done.customers + batch.length,
        sessions: done.sessions + (count ?? 0),
        isComplete: done.isComplete && count !== null,
      };
      onProgress(done);
    } while (batch.length > 0);
    this.log.log({ event: 'sessions of all customers ended', ...done });
    return done;
  }

  /** How many there were; null when the store was away. */
  private async removeRecords(batch: readonly CustomerEpoch[]): Promise<number | null> {
    try {
      const ended = batch.map(({ customerId, epoch }) => this.sessions.endAll(customerId, epoch));
      return (await Promise.all(ended)).reduce((sum, count) => sum + count, 0);
    } catch (error) {
      if (error instanceof UnavailableError) return null;
      throw error;
    }
  }
}
