import { Gauge } from 'prom-client';
import type { RedisLink } from '../redis/redis-link.js';

export interface Links {
  session: RedisLink | null;
  cache: RedisLink | null;
}

/**
 * Keys that each Redis has thrown away to make room. Above 0 in the session Redis, somebody has lost a cart or a
 * login. Every process sees the same number, so the sum of processes is the largest. Absent while a Redis is away, or when there is none.
 */
export function evictedKeys(links: Links): Gauge {
  return new Gauge({
    name: 'redis_evicted_keys',
    help: 'Keys evicted by each Redis since it started; for sessions and carts this must stay 0',
    labelNames: ['part'],
    aggregator: 'max',
    registers: [],
    async collect() {
      const counts = await Promise.all([links.session, links.cache].map(ask));
      this.reset();
      ['session', 'cache'].forEach((part, nth) => {
        const count = counts[nth];
        if (count != null) this.set({ part }, count);
      });
    },
  });
}

async function ask(link: RedisLink | null): Promise<number | null> {
  if (!link) return null;
  try {
    const primaries = await link.info('stats');
    return primaries.reduce((sum, text) => sum + Number(/^evicted_keys:(\d+)/m.exec(text)?.[1] ?? 0), 0);
  } catch {
    // Away, or not allowed to say: the link has counted it, and the other metrics must come all the same.
    return null;
  }
}
