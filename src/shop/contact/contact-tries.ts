import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { SenderTries } from '../../platform/redis/sender-tries.js';

/** How often somebody writes to the shop. */
@Injectable()
export class ContactTries extends SenderTries {
  constructor(@Inject(SESSION_REDIS) redis: RedisLink | null) {
    super(redis, { email: 5, address: 20 }, keys.contactTries);
  }
}
