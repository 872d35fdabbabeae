import type { OpenCache } from '../cache-under-test.js';

export type CacheName = keyof typeof caches;

/** All that are compared, and settings of libraries that are only tried where they should help. Each process loads its own. */
export const caches = {
  ours: async () => (await import('./ours.js')).openOurs,
  bentocache: async () => (await import('./bentocache.js')).openBentocache,
  'bentocache, objects': async () => (await import('./bentocache.js')).openBentocacheObjects,
  cacheable: async () => (await import('./cacheable.js')).openCacheable,
  'cacheable nonBlocking': async () => (await import('./cacheable.js')).openCacheableNonBlocking,
  'cache-manager': async () => (await import('./cache-manager.js')).openCacheManager,
} satisfies Record<string, () => Promise<OpenCache>>;

/** The others are compared with the first. */
export const cacheNames = ['ours', 'bentocache', 'cacheable', 'cache-manager'] as const;
