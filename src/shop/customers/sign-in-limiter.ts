import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { digestOf, networkOf, TryCounter } from '../../platform/redis/try-counter.js';

/** Tries that went wrong, per account and per address of the network, in one window. Offices share an address. */
const LIMITS = { account: 20, address: 200 };
const WINDOW_SECONDS = 15 * 60;

export interface SignInTry {
  email: string;
  /** IP address of the client. */
  address: string;
}

/**
 * Slows down guessing of passwords, over all instances. A try is counted before the password is looked at, so that
 * tries sent at once count too; a right one is taken back.
 */
@Injectable()
export class SignInLimiter {
  private readonly tries: TryCounter;

  constructor(@Inject(SESSION_REDIS) redis: RedisLink | null) {
    this.tries = new TryCounter(redis, WINDOW_SECONDS);
  }

  /** Seconds to wait, at most, when the account or the address had too many tries; null when this one may go on. */
  async count(attempt: SignInTry): Promise<number | null> {
    const [account, address] = await Promise.all([
      this.tries.add(accountKey(attempt), LIMITS.account),
      this.tries.add(addressKey(attempt), LIMITS.address),
    ]);
    return account && address ? null : WINDOW_SECONDS;
  }

  /** The password was right: the account starts afresh, the address gets this try back. */
  async forgive(attempt: SignInTry): Promise<void> {
    await Promise.all([this.tries.forget(accountKey(attempt)), this.tries.takeBack(addressKey(attempt))]);
  }
}

const accountKey = ({ email }: SignInTry): string => keys.signInTries('account', digestOf(email));
const addressKey = ({ address }: SignInTry): string => keys.signInTries('address', networkOf(address));
