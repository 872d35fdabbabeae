import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { CustomerSessions } from '../../platform/session/customer-sessions.js';
import { CustomerRepository } from './customer.repository.js';

/**
 * A Redis that was away, or a fail-over that lost its last second, may still hold sessions that were ended shortly
 * before. Whatever was ended within this time is ended there again.
 */
const REPEAT_MS = 15 * 60 * 1000;
const CUSTOMERS_AT_ONCE = 100;

/**
 * Ends all sessions of a customer: MySQL first, which survives anything and is asked by every page of an account, then the
 * records in Redis, without which no cart can be seen or changed. When Redis is away in between, `repeatRecent` does that
 * half later.
 */
@Injectable()
export class EndSessionsService {
  private readonly log = new Logger(EndSessionsService.name);
  /** When the last complete round of `repeatRecent` began: what was ended while Redis was away is not forgotten. */
  private lastRound: Date;

  constructor(
    private readonly customers: CustomerRepository,
    private readonly sessions: CustomerSessions,
    private readonly clock: Clock,
  ) {
    this.lastRound = clock.now();
  }

  /**
   * The new epoch, with which a session may begin again, and how many sessions there were. With `from`, only while that
   * is the customer's epoch: a session that was ended a moment ago must not begin another one. Null: no such customer,
   * or another epoch. Errors: UnavailableError; the sessions are over, but nobody can say how many there were.
   */
  async endAll(customerId: number, from?: number): Promise<{ epoch: number; count: number } | null> {
    const epoch = await this.customers.raiseEpoch(customerId, from === undefined ? {} : { from });
    if (epoch === null) return null;
    return { epoch, count: await this.removeRecords(customerId, epoch) };
  }

  /**
   * For whatever takes an account away: `remove` deletes it when its sessions are over, and what a sign-in that was under
   * way has begun meanwhile is ended too. False: no such customer. Errors: UnavailableError, perhaps before `remove`.
   */
  async endForGood(customerId: number, remove: () => Promise<void>): Promise<boolean> {
    const ended = await this.endAll(customerId);
    if (!ended) return false;
    await remove();
    await this.removeRecords(customerId, ended.epoch + 1);
    return true;
  }

  /** Redis' half, for who has raised the epoch: takes away what is older and answers how many. Errors: as `endAll`. */
  async removeRecords(customerId: number, epoch: number): Promise<number> {
    try {
      const count = await this.sessions.endAll(customerId, epoch);
      this.log.log({ event: 'sessions ended', customerId, epoch, count });
      return count;
    } catch (error) {
      this.log.warn({ event: 'sessions ended in MySQL only', customerId, epoch });
      throw error;
    }
  }

  /** Takes records away once more that may have come back: for the worker. Errors: UnavailableError. */
  async repeatRecent(): Promise<void> {
    const startedAt = this.clock.now();
    let after = { endedAt: new Date(this.lastRound.getTime() - REPEAT_MS), customerId: 0 };
    for (;;) {
      const ended = await this.customers.endedAfter(after, CUSTOMERS_AT_ONCE);
      await Promise.all(ended.map(({ customerId, epoch }) => this.sessions.endAll(customerId, epoch)));
      if (ended.length < CUSTOMERS_AT_ONCE) break;
      after = ended.at(-1)!;
    }
    this.lastRound = startedAt;
  }
}
