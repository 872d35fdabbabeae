import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { SenderTries } from '../../platform/redis/sender-tries.js';
import type { LinkPurpose } from './customer-link.js';

/**
 * How often somebody asks for a link, of each kind by its address. Whether there is an account plays no part. Nobody is locked
 * out: the link in the newest mail works.
 */
@Injectable()
export class LinkTries {
  private readonly tries: SenderTries;

  constructor(@Inject(SESSION_REDIS) redis: RedisLink | null) {
    this.tries = new SenderTries(redis, { email: 5, address: 30 }, keys.linkTries);
  }

  /** Counts one wish; false when there were too many within an hour. */
  count(purpose: LinkPurpose, email: string, address: string): Promise<boolean> {
    return this.tries.count(`${purpose}:${email}`, address);
  }
}
