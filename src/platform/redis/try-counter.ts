import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { UnavailableError } from '../errors/shop-error.js';
import { LocalCounters } from './local-counters.js';
import type { RedisLink } from './redis-link.js';
import { RedisScript } from './script.js';

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

/** Counts tries in fixed windows, over all instances; in this process while Redis is away. */
export class TryCounter {
  private readonly local: LocalCounters;

  constructor(
    private readonly redis: RedisLink | null,
    private readonly windowSeconds: number,
  ) {
    this.local = new LocalCounters(windowSeconds * 1000);
  }

  /** Counts one. True while the count is within the limit. */
  async add(key: string, limit: number): Promise<boolean> {
    if (!this.redis) return this.addHere(key, limit);
    try {
      const tries = await this.redis.run((client) => COUNT.run(client, [key], [this.windowSeconds]));
      return Number(tries) <= limit;
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return this.addHere(key, limit);
    }
  }

  /** Starts a key afresh. */
  async forget(key: string): Promise<void> {
    this.local.forget(key);
    await this.redis?.run((client) => client.del(key)).catch(unlessAway);
  }

  /** Gives one try back. */
  async takeBack(key: string): Promise<void> {
    this.local.takeBack(key);
    await this.redis?.run((client) => TAKE_BACK.run(client, [key], [])).catch(unlessAway);
  }

  private addHere(key: string, limit: number): boolean {
    return this.local.increment(key) <= limit / LOCAL_SHARE;
  }
}

function unlessAway(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error;
}

/** One household or office: the IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(mapped)) return mapped;
  const [head = '', tail = ''] = mapped.split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = mapped.includes('::') ? Math.max(8 - left.length - right.length, 0) : 0;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/** Of an e-mail address, for a key, which must not hold it as it is: people are counted who are not customers. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);
