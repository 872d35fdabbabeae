import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { RedisScript } from '../../platform/redis/script.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { LocalCounters } from './local-counters.js';

/** Tries that went wrong, per account and per address of the network, in one window. Offices share an address. */
const LIMITS = { account: 20, address: 200 };
const WINDOW_SECONDS = 15 * 60;
/** Without Redis each process counts for itself, and more strictly. */
const LOCAL_SHARE = 4;

/** Counts one try; the life of the key is set together with it, so that no count stays for ever. */
const COUNT = new RedisScript(`
  local tries = redis.call('INCR', KEYS[1])
  if tries == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
  return tries`);
/** Takes back one try of a window that is still open. */
const TAKE_BACK = new RedisScript(`
  if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end
  return 0`);

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
  private readonly local = new LocalCounters(WINDOW_SECONDS * 1000);

  constructor(@Inject(SESSION_REDIS) private readonly redis: RedisLink | null) {}

  /** Seconds to wait, at most, when the account or the address had too many tries; null when this one may go on. */
  async count(attempt: SignInTry): Promise<number | null> {
    const [account, address] = await Promise.all([
      this.add(keys.signInTries('account', digest(attempt.email)), LIMITS.account),
      this.add(keys.signInTries('address', network(attempt.address)), LIMITS.address),
    ]);
    return account && address ? null : WINDOW_SECONDS;
  }

  /** The password was right: the account starts afresh, the address gets this try back. */
  async forgive(attempt: SignInTry): Promise<void> {
    const account = keys.signInTries('account', digest(attempt.email));
    const address = keys.signInTries('address', network(attempt.address));
    this.local.forget(account);
    this.local.takeBack(address);
    if (!this.redis) return;
    const forgiving = [
      this.redis.run((client) => client.del(account)),
      this.redis.run((client) => TAKE_BACK.run(client, [address], [])),
    ];
    const failed = (await Promise.allSettled(forgiving)).find((result) => result.status === 'rejected');
    if (failed && !(failed.reason instanceof UnavailableError)) throw failed.reason;
  }

  /** True while the count is within the limit. */
  private async add(key: string, limit: number): Promise<boolean> {
    if (!this.redis) return this.addHere(key, limit);
    try {
      return Number(await this.redis.run((client) => COUNT.run(client, [key], [WINDOW_SECONDS]))) <= limit;
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return this.addHere(key, limit);
    }
  }

  private addHere(key: string, limit: number): boolean {
    return this.local.increment(key) <= limit / LOCAL_SHARE;
  }
}

/** An address nobody has an account for is counted too, so the key must not hold it as it is. */
const digest = (email: string): string => createHash('sha256').update(email).digest('base64url').slice(0, 22);

/** One household or office: the IPv4 address, or the first 64 bits of an IPv6 address. */
function network(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(mapped)) return mapped;
  const [head = '', tail = ''] = mapped.split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = mapped.includes('::') ? Math.max(8 - left.length - right.length, 0) : 0;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
