import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { digestOf, networkOf, TryCounter } from '../../platform/redis/try-counter.js';
import type { LinkPurpose } from './customer-link.js';

/** Links of one kind for one e-mail address, and links that one address of the network asks for. Offices share an address. */
const LIMITS = { email: 5, address: 30 };
const WINDOW_SECONDS = 3600;

/**
 * Keeps anyone from having mails sent to others by the dozen, over all instances (S87). Whether there is an account plays no
 * part. Nobody is locked out: the link in the newest mail works.
 */
@Injectable()
export class LinkTries {
  private readonly tries: TryCounter;

  constructor(@Inject(SESSION_REDIS) redis: RedisLink | null) {
    this.tries = new TryCounter(redis, WINDOW_SECONDS);
  }

  /** Counts one wish; false when there were too many within an hour. */
  async count(purpose: LinkPurpose, email: string, address: string): Promise<boolean> {
    const counted = await Promise.all([
      this.tries.add(keys.linkTries('email', digestOf(`${purpose}:${email}`)), LIMITS.email),
      this.tries.add(keys.linkTries('address', networkOf(address)), LIMITS.address),
    ]);
    return counted.every(Boolean);
  }
}
