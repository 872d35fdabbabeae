import { CacheService } from '../../../../src/platform/cache/cache.service.js';
import { CacheRoom } from '../../../../src/platform/redis/cache-room.js';
import { RedisLink } from '../../../../src/platform/redis/redis-link.js';
import { until } from '../../../servers/until.js';
import { L2_DEADLINE_MS, type OpenCache } from '../cache-under-test.js';
import { isProduct } from '../product.js';

/** As a web process has it. */
export const openOurs: OpenCache = async (url) => {
  const link = new RedisLink({ url, part: 'cache', deadlineMs: L2_DEADLINE_MS });
  link.connect();
  await until('the cache is connected', async () => link.isReady);
  const cache = new CacheService(link, new CacheRoom(null), { cacheRedisUrl: url });
  await until('the cache hears of changes', async () => cache.isHearing);
  return {
    reader: (life) => {
      const keep = { ...life, is: isProduct };
      return (name, load) => cache.getOrLoad<unknown>(name, keep, load);
    },
    forget: async (name) => void (await cache.forget(name)),
  };
};
