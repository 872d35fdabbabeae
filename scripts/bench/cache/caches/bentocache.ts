import { type EventEmitter, once } from 'node:events';
import {
  BACK_OFF_MS,
  HARD_MS,
  L2_DEADLINE_MS,
  MOST_L1_MB,
  MOST_L1_VALUES,
  type OpenCache,
  SOFT_MS,
} from '../cache-under-test.js';
import { libraryPackage } from '../library-package.js';

interface Store {
  useL1Layer(driver: unknown): Store;
  useL2Layer(driver: unknown): Store;
  useBus(driver: unknown): Store;
}
interface Bento {
  getOrSet(options: object): Promise<unknown>;
  delete(options: { key: string }): Promise<unknown>;
}
interface Bentocache {
  BentoCache: new (options: object) => Bento;
  bentostore(): Store;
}
type Driver = (options: object) => unknown;
interface Ioredis {
  Redis: new (options: object) => EventEmitter;
}

/** https://bentocache.dev/docs/multi-tier and /docs/options; the deadline of Redis is one of ioredis. */
function opening(memory: object): OpenCache {
  return async (url) => {
    const { BentoCache, bentostore } = await libraryPackage<Bentocache>('bentocache');
    const { memoryDriver } = await libraryPackage<{ memoryDriver: Driver }>('bentocache/drivers/memory');
    const { redisDriver, redisBusDriver } = await libraryPackage<{
      redisDriver: Driver;
      redisBusDriver: Driver;
    }>('bentocache/drivers/redis');
    const { hostname, port } = new URL(url);
    const address = { host: hostname, port: Number(port) };
    const { Redis } = await libraryPackage<Ioredis>('ioredis');
    const connection = new Redis({ ...address, commandTimeout: L2_DEADLINE_MS });
    connection.on('error', () => {});
    // Or its first command might be late, and the circuit breaker open.
    await once(connection, 'ready');
    const store = bentostore()
      .useL1Layer(memoryDriver(memory))
      .useL2Layer(redisDriver({ connection }))
      .useBus(redisBusDriver({ connection: address }));
    const cache = new BentoCache({
      default: 'tiers',
      stores: { tiers: store },
      timeout: SOFT_MS,
      hardTimeout: HARD_MS,
      graceBackoff: BACK_OFF_MS,
      l2CircuitBreakerDuration: BACK_OFF_MS,
    });
    return {
      reader: ({ seconds, graceSeconds }) => {
        // Its grace is counted from the load.
        const kept = { ttl: seconds * 1000, grace: (seconds + graceSeconds) * 1000 };
        return (key, factory) => cache.getOrSet({ key, factory, ...kept });
      },
      forget: async (key) => void (await cache.delete({ key })),
    };
  };
}

/** L1 bounded by bytes, which it can do for texts only. */
export const openBentocache = opening({ maxSize: `${MOST_L1_MB}mb`, maxItems: MOST_L1_VALUES });
/** L1 of objects: faster, bounded by their number. */
export const openBentocacheObjects = opening({ serialize: false, maxItems: MOST_L1_VALUES });
