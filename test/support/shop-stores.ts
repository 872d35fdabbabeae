import type { StorePromises } from '../../src/platform/values/value-store.js';
import { DURABLE, OwnRedis } from './own-redis.js';
import { TestShop } from './shop.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { storeKits, type StoreKit } from './value-stores.js';

/** Redis as the shop uses it, for the same questions: one node that writes down what it acknowledges. */
const REDIS_PROMISES: StorePromises = {
  sharedByInstances: true,
  survivesInstance: true,
  survivesStoreNode: true,
  parallelAddsCompose: true,
  revocation: true,
  expiry: true,
};

interface ShopStore {
  promises: StorePromises;
  env: Record<string, string>;
  /** Takes the store away until the function it answers is called. */
  outage?: (() => Promise<() => Promise<void>>) | undefined;
  replaceNode?: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}

async function redis(): Promise<ShopStore> {
  const server = await OwnRedis.start(DURABLE);
  const restart = async () => {
    await server.kill();
    await server.restart();
  };
  const outage = async () => {
    await server.kill();
    return () => server.restart();
  };
  const env = { SESSION_STORE: 'redis', SESSION_STORE_URL: '', REDIS_URL: server.url, CACHE_REDIS_URL: '' };
  return { promises: REDIS_PROMISES, env, outage, replaceNode: restart, close: () => server.close() };
}

async function values(name: keyof typeof storeKits): Promise<ShopStore> {
  const kit: StoreKit = await storeKits[name]();
  const store = await kit.open();
  const { promises } = store;
  await store.close();
  const { SESSION_STORE = '', SESSION_STORE_URL = '' } = kit.settings;
  const env = { SESSION_STORE, SESSION_STORE_URL, REDIS_URL: '', CACHE_REDIS_URL: '' };
  const outage = kit.outages['dead'] ?? kit.outages['unmounted'];
  return { promises, env, outage, replaceNode: kit.replaceNode, close: () => kit.close() };
}

export const SHOP_STORES = ['redis', 'memcached', 'dynamodb', 'mysql', 'file', 'cookie', 'memory'] as const;
type Name = (typeof SHOP_STORES)[number];
/** Those that are elsewhere, and can be away. */
export const FAILING_STORES: readonly Name[] = ['redis', 'memcached', 'dynamodb', 'mysql', 'file'];
/** Those that are servers, one of which can be lost. */
export const STORES_WITH_NODES: readonly Name[] = ['redis', 'memcached', 'dynamodb', 'mysql'];

/** A shop of two web processes on one kind of store, without any Redis unless that is the store. */
export async function shopOn(name: Name, more: Record<string, string> = {}) {
  const store = await (name === 'redis' ? redis() : values(name));
  const env = { ...store.env, ...more };
  const shop = await TestShop.open({ instances: 2, env });
  const close = async () => {
    await shop.close();
    await store.close();
  };
  return { ...store, shop, close };
}

/** Units in the cart that this browser sees. */
export async function unitsOf(shopper: Shopper): Promise<number> {
  const answer = await shopper.get('/cart.js');
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text.slice(0, 300)}`);
  return (answer.json() as { item_count: number }).item_count;
}

export const add = (shopper: Shopper, id: number, quantity = 1) =>
  shopper.post('/cart/add.js', { id, quantity });
