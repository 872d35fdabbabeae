import { Inject, Injectable, Logger } from '@nestjs/common';
import { RESERVED_SECONDS } from '../../core/orders/reservation.js';
import { keys } from '../../platform/redis/keys.js';
import type { RedisCommands } from '../../platform/redis/redis-commands.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { RedisScript } from '../../platform/redis/script.js';
import { networkOf } from '../../platform/redis/try-counter.js';
import { OrdersService } from '../orders/orders.service.js';
import type { PlaceOutcome } from './place-order.service.js';

/** Orders whose payment came to nothing, or waits, by cart and by address of the network. Offices share an address. */
const LIMITS = { cart: 10, address: 300 };
/** As long as goods are set aside for somebody who still has to confirm and does nothing about it. */
const WINDOW_SECONDS = RESERVED_SECONDS;

/** The tokens are a set: a button that is pressed again is no other try. 1 when it may go on, 0 when there are too many others. */
const BEGIN = new RedisScript(`
  if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 1 end
  if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
  redis.call('SADD', KEYS[1], ARGV[1])
  if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
  return 1`);

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
 * only so many payments may fail or wait at a time. A payment that succeeds, then or later, or an order that is not recorded, is not
 * counted.
 * While Redis is away, or does not let us, nobody is: a limit is no reason to sell nothing.
 */
@Injectable()
export class PaymentTries {
  private readonly log = new Logger(PaymentTries.name);

  constructor(
    @Inject(SESSION_REDIS) private readonly redis: RedisLink | null,
    private readonly orders: OrdersService,
  ) {}

  /** Counts it, before anything is done. Seconds to wait, at most, when there were too many; null when it may go on. */
  async begin(one: PaymentTry): Promise<number | null> {
    const isWithin = ([key, limit]: [string, number]) => this.isWithin(key, one.token, limit);
    const counted = await Promise.all(keysOf(one).map(isWithin));
    return counted.every(Boolean) ? null : WINDOW_SECONDS;
  }

  /**
   * Its goods are set aside for longer: it counts among the tries of this time, too, however many those are, and nobody can set aside
   * more by waiting.
   */
  async goesOn(one: PaymentTry): Promise<void> {
    await Promise.all(keysOf(one).map(([key]) => this.count(key, one.token, Number.MAX_SAFE_INTEGER)));
  }

  /** What became of it: one that failed or waits stays counted. */
  async end(one: PaymentTry, outcome: PlaceOutcome): Promise<void> {
    if (isCounted(outcome)) return;
    const forget = ([key]: [string, number]) => this.ask((client) => client.sRem(key, one.token));
    await Promise.all(keysOf(one).map(forget));
  }

  private async isWithin(key: string, token: string, limit: number): Promise<boolean> {
    if (await this.count(key, token, limit)) return true;
    await this.forgetPaid(key);
    return this.count(key, token, limit);
  }

  /** Also true when nobody can tell. */
  private async count(key: string, token: string, limit: number): Promise<boolean> {
    const may = await this.ask((client) => BEGIN.run(client, [key], [token, limit, WINDOW_SECONDS]));
    return Number(may ?? 1) === 1;
  }

  /** Most shoppers confirm a payment on another page than this one, and whatever hears of it need not know who they are. */
  private async forgetPaid(key: string): Promise<void> {
    const tokens = (await this.ask((client) => client.sMembers(key))) ?? [];
    const paid = tokens.length === 0 ? [] : await this.orders.paidTokens(tokens).catch(() => []);
    if (paid.length > 0) await this.ask((client) => client.sRem(key, paid));
  }

  private async ask<T>(question: (client: RedisCommands) => Promise<T>): Promise<T | null> {
    const answer = this.redis?.run(question) ?? Promise.resolve(null);
    return answer.catch((error: Error) => {
      this.log.warn(`not counted: ${error.message}`);
      return null;
    });
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
