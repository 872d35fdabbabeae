import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { networkOf, TryCounter } from '../../platform/redis/try-counter.js';

/** Codes that were typed, by cart and by address of the network. Offices share an address. */
const LIMITS = { cart: 10, address: 60 };
const WINDOW_SECONDS = 60;

/** Slows down guessing of codes, over all instances. */
@Injectable()
export class CodeGuesses {
  private readonly tries: TryCounter;

  constructor(@Inject(SESSION_REDIS) redis: RedisLink | null) {
    this.tries = new TryCounter(redis, WINDOW_SECONDS);
  }

  /** Counts one try. Seconds to wait, at most, when there were too many; null when this one may go on. `address`: of the client. */
  async count(cartId: string | null, address: string): Promise<number | null> {
    const counted = await Promise.all([
      cartId === null || this.tries.add(keys.codeTries('cart', cartId), LIMITS.cart),
      this.tries.add(keys.codeTries('address', networkOf(address)), LIMITS.address),
    ]);
    return counted.every(Boolean) ? null : WINDOW_SECONDS;
  }
}
