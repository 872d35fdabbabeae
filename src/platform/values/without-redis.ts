import type { Env } from '../config/env.js';

/** What a shop whose sessions live elsewhere goes without, because it was told of no Redis; one line each. */
export function withoutRedis({
  REDIS_URL,
  cacheRedisUrl,
}: Pick<Env, 'REDIS_URL' | 'cacheRedisUrl'>): string[] {
  if (REDIS_URL !== undefined) return [];
  const cache = 'without REDIS_URL or CACHE_REDIS_URL there is no shared cache: every page asks MySQL';
  return [
    ...(cacheRedisUrl === undefined ? [cache] : []),
    'without REDIS_URL open pages do not hear of changes made elsewhere',
    'without REDIS_URL each process counts failed sign-ins for itself, and more strictly',
  ];
}
