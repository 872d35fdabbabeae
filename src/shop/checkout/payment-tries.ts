import { Inject, Injectable, Logger } from '@nestjs/common';
import { RESERVED_SECONDS } from '../../core/orders/reservation.js';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { RedisScript } from '../../platform/redis/script.js';
import { networkOf } from '../../platform/redis/try-counter.js';
import type { PlaceOutcome } from './place-order.service.js';

/** Orders whose payment came to nothing, or waits, by cart and by address of the network. Offices share an address. */
const LIMITS = { cart: 10, address: 300 };
/** As long as goods are set aside for somebody who still has to confirm and does nothing about it. */
const WINDOW_SECONDS = RESERVED_SECONDS;

/** The tokens are a set: a button that is pressed again is no other try. */
const BEGIN = new RedisScript(`
  redis.call('SADD', KEYS[1], ARGV[1])
  if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
  return redis.call('SCARD', KEYS[1])`);

/** One press of the last button. */
export interface PaymentTry {
  /** Of the checkout. */
  token: string;
  cartId: string | null;
  /** IP address of the client. */
  address: string;
}

/**
 * Keeps people from trying cards that are not theirs, and from setting goods aside that they never pay: over all instances,
 * only so many payments may fail or wait at a time. A payment that succeeds, or an order that is not recorded, is not counted.
 * While Redis is away, or does not let us, nobody is: a limit is no reason to sell nothing.
 */
@Injectable()
export class PaymentTries {
  private readonly log = new Logger(PaymentTries.name);

  constructor(@Inject(SESSION_REDIS) private readonly redis: RedisLink | null) {}

  /** Counts it, before anything is done. Seconds to wait, at most, when there were too many; null when it may go on. */
  async begin(one: PaymentTry): Promise<number | null> {
    const counted = await Promise.all(
      keysOf(one).map(([key, limit]) => this.isWithin(key, one.token, limit)),
    );
    return counted.every(Boolean) ? null : WINDOW_SECONDS;
  }

  /** Its goods are set aside for longer: it counts among the tries of this time, too, and nobody can set aside more by waiting. */
  async goesOn(one: PaymentTry): Promise<void> {
    await this.begin(one);
  }

  /** What became of it: one that failed or waits stays counted. */
  async end(one: PaymentTry, outcome: PlaceOutcome): Promise<void> {
    const { redis } = this;
    if (isCounted(outcome) || !redis) return;
    const forgets = keysOf(one).map(([key]) => redis.run((client) => client.sRem(key, one.token)));
    await Promise.all(forgets).catch((error: Error) => this.log.warn(`not counted: ${error.message}`));
  }

  private async isWithin(key: string, token: string, limit: number): Promise<boolean> {
    const count = await this.redis
      ?.run((client) => BEGIN.run(client, [key], [token, WINDOW_SECONDS]))
      .catch((error: Error) => this.log.warn(`not counted: ${error.message}`));
    return Number(count ?? 0) <= limit;
  }
}

const isCounted = (outcome: PlaceOutcome): boolean =>
  outcome.kind === 'declined' ||
  outcome.kind === 'confirm' ||
  (outcome.kind === 'placed' && outcome.order.state === 'pending_payment');

const keysOf = ({ cartId, address }: PaymentTry): [string, number][] => [
  ...(cartId === null ? [] : [[keys.paymentTries('cart', cartId), LIMITS.cart] as [string, number]]),
  [keys.paymentTries('address', networkOf(address)), LIMITS.address],
];
