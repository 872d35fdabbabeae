import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnRedis } from '../support/own-redis.js';
import { plainClient, type PlainClient } from '../support/redis-monitor.js';
import { TestShop } from '../support/shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { figure, rounds } from '../support/tier.js';

const CARTS = rounds(300, { full: 2000 });
const ADDRESSES = rounds(800, { full: 20_000 });
const MEGABYTES = rounds(5, { full: 12 });
const NEW_CARTS = 50;
const AT_ONCE = 8;

interface CartJson {
  item_count: number;
}

/**
 * What ends soonest goes first, as far as Redis finds it: it looks at five keys by chance. With few large cached pages
 * among many small keys of carts it finds carts, so the cache must leave them room.
 */
describe(`sessions, carts and cache in one Redis of ${MEGABYTES} MB under volatile-ttl`, () => {
  let redis: OwnRedis;
  let client: PlainClient;
  let shop: TestShop;

  beforeAll(async () => {
    redis = await OwnRedis.start({ 'maxmemory-policy': 'volatile-ttl', maxmemory: `${MEGABYTES}mb` });
    client = await plainClient(redis.url);
    shop = await TestShop.open({ instances: 2, redis: redis.url, cache: redis.url });
  });
  afterAll(async () => {
    await client?.close();
    await shop?.close();
    await redis?.close();
  });

  const evicted = async () => Number(/evicted_keys:(\d+)/.exec(await client.info('stats'))![1]);
  const shareOfMemory = async () => {
    const [, used] = /^used_memory:(\d+)/m.exec(await client.info('memory'))!;
    return Number(used) / (MEGABYTES * 1024 * 1024);
  };
  const sessions = async () => (await client.keys('session:*')).length;
  const itemCount = async (who: Shopper) => ((await who.get('/cart.js')).json() as CartJson).item_count;

  async function newCart(): Promise<Shopper> {
    const shopper = shop.shopper();
    expect((await shopper.post('/cart/add', { id: shop.variant('plenty'), quantity: 2 })).status).toBe(303);
    return shopper;
  }

  /** Does `work` for 0 to `count` - 1, a few at a time. */
  async function each<T>(count: number, work: (nth: number) => Promise<T>): Promise<T[]> {
    const results: T[] = [];
    const numbers = Array.from({ length: count }, (_, nth) => nth).values();
    const worker = async () => {
      for (const nth of numbers) results[nth] = await work(nth);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return results;
  }

  /** Addresses that each leave something of their own in the cache. */
  async function crawl(nth: number): Promise<void> {
    const listing = `filter.v.price.lte=${1000 + nth}&sort_by=price-ascending`;
    const path = nth % 2 ? `/collections/all?${listing}` : `/search?q=e&${listing}`;
    expect((await shop.shopper().get(path)).status).toBe(200);
  }

  it(`F26: keeps ${CARTS} idle carts while ${ADDRESSES} addresses are crawled, and takes new ones`, async () => {
    const carts = await each(CARTS, newCart);
    expect([await sessions(), await evicted()]).toEqual([CARTS, 0]);
    await each(ADDRESSES, crawl);
    const share = await shareOfMemory();
    figure(
      `share of ${MEGABYTES} MB used after ${ADDRESSES} addresses beside ${CARTS} carts`,
      share.toFixed(2),
    );
    // The crawl wanted more than there is.
    expect(share).toBeGreaterThan(0.7);
    expect([await sessions(), await evicted()]).toEqual([CARTS, 0]);
    const fresh = await each(NEW_CARTS, newCart);
    expect(new Set(await each(CARTS, (nth) => itemCount(carts[nth]!)))).toEqual(new Set([2]));
    expect(new Set(await each(NEW_CARTS, (nth) => itemCount(fresh[nth]!)))).toEqual(new Set([2]));
    expect(await sessions()).toBe(CARTS + NEW_CARTS);
  });
});
