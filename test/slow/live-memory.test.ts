import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { memoryOf, tellsMemory, type ProcessMemory } from '../support/process-memory.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

const STREAMS = 5000;
const MOST_KB = 20;
const AT_ONCE = 8;

/** The streams are opened by another process, as descriptors and buffers of the other end must not be counted. */
describe(`${STREAMS} open live streams`, () => {
  let shop: TestShop;
  let clients: ChildProcess;
  let said = '';

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 2, env: tellsMemory });
    const child = join(PROJECT_ROOT, 'test', 'slow', 'live-clients-child.ts');
    clients = spawn(process.execPath, [child, shop.instances[0]!.found], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    clients.stdout!.on('data', (data: Buffer) => (said += data.toString()));
  });
  afterAll(async () => {
    clients?.kill('SIGKILL');
    await shop?.close();
  });

  const memory = () => memoryOf(shop.instances[0]!);

  /** Cookie headers of so many visitors with a cart, made by another process than the one that is measured. */
  async function visitors(count: number): Promise<string[]> {
    const cookies: string[] = [];
    const one = async () => {
      const shopper = new Shopper(shop.instances[1]!.found);
      await shopper.post('/cart/add', { id: shop.variant('plenty') });
      cookies.push([...shopper.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    };
    while (cookies.length < count) await Promise.all(Array.from({ length: AT_ONCE }, one));
    return cookies.slice(0, count);
  }

  /** A process that has answered as many requests as it will have streams: it has compiled what it needs and taken its working memory. */
  async function usualTraffic(cookies: readonly string[]): Promise<void> {
    const shopper = new Shopper(shop.instances[0]!.found);
    for (let at = 0; at < cookies.length; at += AT_ONCE) {
      const some = cookies.slice(at, at + AT_ONCE);
      await Promise.all(some.map((cookie) => shopper.get('/cart.js', { cookie })));
    }
  }

  it(`costs at most ${MOST_KB} KB each`, async () => {
    const cookies = await visitors(STREAMS);
    await usualTraffic(cookies);
    const before = await memory();
    for (let at = 0; at < STREAMS; at += 100) {
      clients.stdin!.write(
        cookies
          .slice(at, at + 100)
          .map((cookie) => `${cookie}\n`)
          .join(''),
      );
      await until(`${at + 100} streams`, async () => said.includes(`open ${at + 100}\n`), 30);
    }
    const after = await memory();
    const each = (name: keyof ProcessMemory) => (after[name] - before[name]) / STREAMS / 1024;
    const [heap, outside, resident] = [each('heapUsed'), each('external'), each('rss')];
    console.log(
      `${STREAMS} streams: ${heap.toFixed(1)} KB of live heap each, ${outside.toFixed(1)} KB outside it, ` +
        `${resident.toFixed(1)} KB of resident memory`,
    );
    expect(heap + outside).toBeLessThan(MOST_KB);
    expect(resident).toBeLessThan(MOST_KB);
  }, 300_000);
});
