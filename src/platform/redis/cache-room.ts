import { outsideRequest } from '../request/request-stats.js';
import type { RedisLink } from './redis-link.js';

/** Of the memory of a Redis that cache, sessions and carts share; the rest is kept for sessions and carts. */
const MOST_SHARE = 0.75;
const ASK_EVERY_MS = 250;

/**
 * Whether the cache may grow in the Redis that it shares with sessions and carts. When its memory is full, Redis looks at a
 * handful of keys by chance and throws away the one that ends soonest: where carts are many and cached pages few, that is
 * mostly a session. So the cache stops before.
 */
export class CacheRoom {
  private isThere = true;
  private askedAt = -Infinity;

  /** `link`: to the Redis that is shared; null when the cache has one of its own. */
  constructor(private readonly link: RedisLink | null) {}

  /** As it was a moment ago. Asks anew behind the answer, several times a second at most. */
  get isFree(): boolean {
    const now = performance.now();
    if (this.link && now - this.askedAt > ASK_EVERY_MS) {
      this.askedAt = now;
      outsideRequest(() => void this.ask(this.link!));
    }
    return this.isThere;
  }

  /** When Redis is away nothing is stored either. */
  private async ask(link: RedisLink): Promise<void> {
    const texts = await link.info('memory').catch(() => []);
    this.isThere = texts.every((text) => {
      const most = bytesOf(text, 'maxmemory');
      return most === 0 || bytesOf(text, 'used_memory') < most * MOST_SHARE;
    });
  }
}

/** 0 when this Redis does not tell, or has no limit. */
const bytesOf = (info: string, name: string): number =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
