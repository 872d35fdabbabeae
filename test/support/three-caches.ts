import { setTimeout as pause } from 'node:timers/promises';
import type { CacheService } from '../../src/platform/cache/cache.service.js';
import { keys } from '../../src/platform/redis/keys.js';
import { cacheFleet } from './cache-fleet.js';
import { redisUrl, testRedis } from './redis.js';

export const KEEP = { seconds: 600 };

let nth = 0;
/** A name that no other test has used. */
export const fresh = (): string => `thing:v1:${(nth += 1)}`;

/** A source that counts how often it was asked. */
export function source(value: unknown, takesMs = 0) {
  const asked = { count: 0 };
  const load = async () => {
    asked.count += 1;
    if (takesMs > 0) await pause(takesMs);
    return value;
  };
  return { asked, load };
}

export const failing = (): Promise<never> => Promise.reject(new Error('the source is away'));

/** As the scripts lay a value down, fresh for so many milliseconds more. */
export const head = (leftMs: number): string =>
  `${String(Date.now() + leftMs).padStart(13, '0')}${'0'.repeat(7)}`;

/** Three caches that share a Redis, and that Redis itself. */
export async function threeCaches() {
  const redis = await testRedis();
  const fleet = await cacheFleet(redisUrl(), 3);
  return {
    redis,
    caches: fleet.caches,
    cacheAt: (index: number): CacheService => fleet.caches[index % fleet.caches.length]!,
    stored: (name: string) => redis.run((client) => client.get(keys.cached(name).value)),
    put: (name: string, text: string) => redis.run((client) => client.set(keys.cached(name).value, text)),
    empty: () => redis.run((client) => client.flushDb()),
    close: async () => {
      await fleet.close();
      await redis.close();
    },
  };
}
