import { EAGER_SHARE, MOST_L1_VALUES, type OpenCache } from '../cache-under-test.js';
import { libraryPackage } from '../library-package.js';
import { type CacheablePackage, type KeyvRedisPackage, quiet } from './cacheable.js';

interface Manager {
  wrap(name: string, load: () => Promise<unknown>, ttlMs: number, refreshMs: number): Promise<unknown>;
  del(name: string): Promise<unknown>;
}
interface CacheManagerPackage {
  createCache(options: object): Manager;
}

/** Its README: two Keyv stores, wrap with a refreshThreshold. It has no bus. */
export const openCacheManager: OpenCache = async (url) => {
  const { createCache } = await libraryPackage<CacheManagerPackage>('cache-manager');
  const { createKeyv } = await libraryPackage<CacheablePackage>('cacheable');
  const redis = await libraryPackage<KeyvRedisPackage>('@keyv/redis');
  const cache = createCache({
    stores: [quiet(createKeyv({ lruSize: MOST_L1_VALUES, useClone: false })), quiet(redis.createKeyv(url))],
    refreshAllStores: true,
  });
  return {
    reader: ({ seconds }) => {
      const [ttlMs, refreshMs] = [seconds * 1000, seconds * 1000 * EAGER_SHARE];
      return (name, load) => cache.wrap(name, load, ttlMs, refreshMs);
    },
    forget: async (name) => void (await cache.del(name)),
  };
};
