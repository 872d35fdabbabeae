import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { FailingRedis } from '../support/failing-redis.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const ROUNDS = rounds(1, { full: 20 });
const PRODUCTS = 20;
const IMPORT = join(PROJECT_ROOT, 'dist', 'scripts', 'catalog-import.js');
/** On the way to the cache, for the import only: so long lies between its commit and others' hearing of it, twice. */
const DELAY_MS = 50;
const HEAL_MS = 5000;

/** F19: an import is killed when its change is in MySQL and before it could tell anybody. */
describe('a crash between commit and announcement', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcart-import-'));
  let cache: FailingRedis;
  let shop: TestShop;

  beforeAll(async () => {
    cache = await FailingRedis.start();
    shop = await TestShop.open({ instances: 2, cache: cache.server.url });
    await shop.startWorker();
    await importFile('First').ended;
    await cache.link.delay(DELAY_MS);
  });
  afterAll(async () => {
    await shop?.close();
    await cache?.close();
    rmSync(folder, { recursive: true });
  });

  const handles = Array.from({ length: PRODUCTS }, (_, n) => `crash-${n}`);

  /** `npm run catalog:import` with products of this title. */
  function importFile(title: string) {
    const file = join(folder, 'products.csv');
    const rows = handles.map((handle) => `${handle},${title},active,Default Title,9.00`);
    writeFileSync(file, ['Handle,Title,Status,Option1 Value,Variant Price', ...rows, ''].join('\n'));
    const env = { ...process.env, CACHE_REDIS_URL: cache.url };
    const child = spawn(process.execPath, [IMPORT, file], { env, stdio: 'ignore' });
    return { child, ended: once(child, 'exit') };
  }

  /** What each instance shows of each product. */
  async function titles(): Promise<Set<string>> {
    const found = await Promise.all(
      shop.instances.flatMap(({ found: url }) =>
        handles.map(async (handle) => {
          const product = (await (await fetch(`${url}/products/${handle}.js`)).json()) as { title: string };
          return product.title;
        }),
      ),
    );
    return new Set(found);
  }

  const committed = async (title: string) => {
    const sql = 'SELECT COUNT(*) AS count FROM products WHERE title = ?';
    const [row] = await shop.database.query<{ count: number }>(sql, [title]);
    return row!.count === PRODUCTS;
  };
  const announced = async () => {
    const sql = `SELECT COUNT(*) AS count FROM outbox WHERE topic = 'cache' AND done_at IS NULL`;
    const [row] = await shop.database.query<{ count: number }>(sql);
    return row!.count === 0;
  };

  it(`is healed within ${HEAL_MS} ms, ${ROUNDS} times`, async () => {
    let [longest, hits] = [0, 0];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const before = round === 1 ? 'First' : `Round ${round - 1}`;
      await until('all show the old title', async () => [...(await titles())].join() === before);
      const { child, ended } = importFile(`Round ${round}`);
      await until('the change is in MySQL', () => committed(`Round ${round}`), 60);
      child.kill('SIGKILL');
      const from = performance.now();
      await ended;
      if (!(await announced())) hits += 1;
      await until('all show the new title', async () => [...(await titles())].join() === `Round ${round}`);
      longest = Math.max(longest, performance.now() - from);
    }
    figure(
      'F19: crashes between commit and announcement, and the longest until healed',
      `${hits} of ${ROUNDS}, ${Math.round(longest)} ms`,
    );
    expect(hits).toBe(ROUNDS);
    expect(longest).toBeLessThan(HEAL_MS);
  });
});
