import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { digestOf, networkOf, TryCounter } from '../../platform/redis/try-counter.js';

/** Wishes by e-mail address and by address of the network. Offices share an address. */
const LIMITS = { email: 5, address: 20 };
const WINDOW_SECONDS = 3600;

/** Keeps anyone from having mails sent to others by the dozen, over all instances (S87). */
@Injectable()
export class NewsletterTries {
  private readonly tries: TryCounter;

  constructor(@Inject(SESSION_REDIS) redis: RedisLink | null) {
    this.tries = new TryCounter(redis, WINDOW_SECONDS);
  }

  /** Counts one wish; false when there were too many within an hour. */
  async count(email: string, address: string): Promise<boolean> {
    const counted = await Promise.all([
      this.tries.add(keys.newsletterTries('email', digestOf(email)), LIMITS.email),
      this.tries.add(keys.newsletterTries('address', networkOf(address)), LIMITS.address),
    ]);
    return counted.every(Boolean);
  }
}
