import { readdirSync } from 'node:fs';
import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryOf, tellsMemory, type ProcessMemory } from '../support/process-memory.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';

const REQUESTS = rounds(30_000, { full: 1_000_000 });
/** Compiles what is needed, fills the caches and takes the working memory. */
const WARM_UP = 10_000;
const LEGS = 10;
const AT_ONCE = 6;
const MOST_MORE_MB = 20;
const MB = 2 ** 20;
const ACCOUNT_EVERY = 200;

/** Visitors come, fill a cart, look around and never return: what is left of each in the web process would add up. */
describe(`${REQUESTS} requests`, () => {
  let shop: TestShop;
  let agent: Agent;
  let sent = 0;
  let visitors = 0;

  beforeAll(async () => {
    // Each visitor has an address, or the limits on sign-up would turn them away.
    const env = { ...tellsMemory, TRUST_PROXY_HOPS: '1' };
    shop = await TestShop.open({ env });
    agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  });
  afterAll(async () => {
    agent?.destroy();
    await shop?.close();
  });

  const ask = async (status: number, request: ReturnType<Shopper['get']>): Promise<void> => {
    sent += 1;
    expect((await request).status).toBe(status);
  };

  async function visit(): Promise<void> {
    const [nth, shopper] = [(visitors += 1), new Shopper(shop.instances[0]!.found, agent)];
    const account = { email: `visitor-${nth}@example.com`, password: 'nine tents by the lake' };
    await ask(200, shopper.get('/'));
    await ask(303, shopper.post('/cart/add', { id: shop.variant('plenty') }));
    await ask(200, shopper.get('/products/plenty'));
    for (let quantity = 2; quantity < 5; quantity += 1) {
      await ask(200, shopper.postJson('/cart/change.js', { line: 1, quantity }));
      await ask(200, shopper.get('/cart.js'));
      await ask(200, shopper.get('/collections/all'));
      await ask(200, shopper.get('/cart.js'));
    }
    await ask(200, shopper.get('/cart'));
    await ask(404, shopper.get(`/products/none-${nth}`));
    const from = { 'x-forwarded-for': `10.0.${(nth / 250) & 255}.${nth % 250}` };
    if (nth % ACCOUNT_EVERY === 0) await ask(303, shopper.post('/account/register', account, from));
  }

  async function send(requests: number): Promise<void> {
    const end = sent + requests;
    const isOver = () => sent >= end;
    const come = async () => {
      while (!isOver()) await visit();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, come));
  }

  const memory = () => memoryOf(shop.instances[0]!);

  const descriptors = (): number => readdirSync(`/proc/${shop.instances[0]!.pid}/fd`).length;

  it(
    'leave neither memory nor descriptors behind',
    async () => {
      await send(WARM_UP);
      const [before, open] = [await memory(), descriptors()];
      let after = before;
      for (let leg = 1; leg <= LEGS; leg += 1) {
        await send(REQUESTS / LEGS);
        after = await memory();
        const [heap, resident] = [after.heapUsed, after.rss].map((bytes) => (bytes / MB).toFixed(1));
        console.log(`${sent} requests, ${visitors} visitors: heap ${heap} MB, resident ${resident} MB`);
      }
      const more = (name: keyof ProcessMemory) => (after[name] - before[name]) / MB;
      const [heap, outside, resident] = [more('heapUsed'), more('external'), more('rss')];
      figure(
        `memory after ${REQUESTS} requests of ${visitors} visitors, more than before`,
        `live heap ${heap.toFixed(1)} MB, outside it ${outside.toFixed(1)} MB, resident ${resident.toFixed(1)} MB`,
      );
      expect(heap + outside).toBeLessThan(MOST_MORE_MB);
      expect(resident).toBeLessThan(MOST_MORE_MB);
      expect(descriptors()).toBeLessThanOrEqual(open + AT_ONCE);
    },
    3 * 3600_000,
  );
});
