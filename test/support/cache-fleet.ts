import { CacheService } from '../../src/platform/cache/cache.service.js';
import type { MissedChanges } from '../../src/platform/cache/missed-changes.js';
import { CacheRoom } from '../../src/platform/redis/cache-room.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { until } from './until.js';

const DEADLINE_MS = 120;

export interface CacheInstance {
  cache: CacheService;
  link: RedisLink;
  close: () => Promise<void>;
}

/**
 * A cache as a web process has it, with connections of its own to the Redis under `url`. `missed`: where it looks for changes
 * that nobody tells it; nowhere unless told.
 */
export async function cacheInstance(
  url: string,
  missed: MissedChanges | null = null,
): Promise<CacheInstance> {
  const link = new RedisLink({ url, part: 'cache', deadlineMs: DEADLINE_MS });
  link.connect();
  await until('the cache is connected', async () => link.isReady);
  const cache = new CacheService(link, new CacheRoom(null), { cacheRedisUrl: url }, missed);
  await until('the cache hears of changes', async () => cache.isHearing);
  const close = async () => {
    await cache.onApplicationShutdown();
    await link.close();
  };
  return { cache, link, close };
}

/** Several of them, as behind a balancer. */
export async function cacheFleet(url: string, count: number) {
  const instances = await Promise.all(Array.from({ length: count }, () => cacheInstance(url)));
  return {
    caches: instances.map(({ cache }) => cache),
    close: () => Promise.all(instances.map((one) => one.close())),
  };
}
