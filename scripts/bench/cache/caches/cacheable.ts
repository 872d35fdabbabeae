import type { EventEmitter } from 'node:events';
import { MOST_L1_VALUES, type OpenCache } from '../cache-under-test.js';
import { libraryPackage } from '../library-package.js';

interface Listened {
  on(event: 'error', listener: () => void): unknown;
}
interface Cache extends Listened {
  getOrSet(name: string, load: () => Promise<unknown>, options: object): Promise<unknown>;
  delete(name: string): Promise<unknown>;
}
export interface CacheablePackage {
  Cacheable: new (options: object) => Cache;
  createKeyv(options: object): Listened;
}
export interface KeyvRedisPackage {
  createKeyv(url: string): Listened;
  createKeyvNonBlocking(url: string): Listened;
}
interface Provider {
  pub: EventEmitter;
  sub: EventEmitter;
  connect(): Promise<void>;
}

export const quiet = <T extends Listened>(emitter: T): T => {
  emitter.on('error', () => {});
  return emitter;
};

/** Its README: layer 1 and 2, CacheableSync, getOrSet; values of L1 are shared, as ours are. */
function opening(isBlocking: boolean): OpenCache {
  return async (url) => {
    const { Cacheable, createKeyv } = await libraryPackage<CacheablePackage>('cacheable');
    const redis = await libraryPackage<KeyvRedisPackage>('@keyv/redis');
    const { RedisMessageProvider } = await libraryPackage<{
      RedisMessageProvider: new (options: { uri: string }) => Provider;
    }>('@qified/redis');
    const provider = new RedisMessageProvider({ uri: url });
    // Its README does not say so: without them a lost connection ends the process.
    for (const client of [provider.pub, provider.sub]) quiet(client);
    await provider.connect();
    const secondary = isBlocking ? redis.createKeyv(url) : redis.createKeyvNonBlocking(url);
    const cache = new Cacheable({
      primary: quiet(createKeyv({ lruSize: MOST_L1_VALUES, useClone: false })),
      secondary: quiet(secondary),
      nonBlocking: !isBlocking,
      sync: { qified: provider },
    });
    quiet(cache);
    return {
      reader: ({ seconds }) => {
        const options = { ttl: seconds * 1000, throwErrors: 'function' };
        return (name, load) => cache.getOrSet(name, load, options);
      },
      forget: async (name) => void (await cache.delete(name)),
    };
  };
}

export const openCacheable = opening(true);
/** As it recommends where Redis may hang. */
export const openCacheableNonBlocking = opening(false);
