import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { testDatabase } from '../support/database.js';
import { redisUrl } from '../support/redis.js';

const ROWS = 50_000;
const ROWS_PER_PRODUCT = 10;
const MOST_MEGABYTES = 400;
const BODY = `<p>${'Made to be used outside, every day of the year. '.repeat(20)}</p>`;

function* bigFile(): Generator<string> {
  yield 'Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src\n';
  for (let n = 0; n < ROWS; n += 1) {
    const [product, variant] = [Math.floor(n / ROWS_PER_PRODUCT), n % ROWS_PER_PRODUCT];
    const about = [
      `Thing ${product}`,
      BODY,
      `Vendor ${product % 30}`,
      `Type ${product % 20}`,
      'camp, light',
      'Size',
    ];
    const fields = variant === 0 ? about : ['', '', '', '', '', ''];
    const cells = [`Size ${variant}`, `SKU-${n}`, 'shopify', '5', '19.99', `/images/${n}.jpg`];
    yield stringify([[`thing-${product}`, ...fields, ...cells]]);
  }
}

/** The most memory a process ever had, in megabytes: the kernel's own count. */
function peakMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

describe(`a product file of ${ROWS} rows`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'product-csv-'));
  const file = join(folder, 'big.csv');
  let db: Awaited<ReturnType<typeof testDatabase>>;

  beforeAll(async () => {
    db = await testDatabase();
    await pipeline(Readable.from(bigFile()), createWriteStream(file));
  });
  afterAll(async () => {
    await db.drop();
    rmSync(folder, { recursive: true });
  });

  const env = () => ({ ...process.env, DATABASE_URL: db.url, REDIS_URL: redisUrl() });
  const script = (name: string) => join(PROJECT_ROOT, 'dist', 'scripts', `${name}.js`);

  it(`is imported by the command in at most ${MOST_MEGABYTES} MB of memory, and exported`, async () => {
    const child = spawn(process.execPath, [script('catalog-import'), file, '--images=skip'], { env: env() });
    let [output, peak] = ['', 0];
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const watch = setInterval(() => {
      try {
        peak = Math.max(peak, peakMegabytes(child.pid!));
      } catch {
        clearInterval(watch);
      }
    }, 100);
    expect({ code: await exit, output }).toMatchObject({ code: 0 });
    clearInterval(watch);
    expect(output).toContain(`${ROWS / ROWS_PER_PRODUCT} created, 0 updated, 0 unchanged, 0 refused`);
    expect(peak).toBeGreaterThan(30);
    expect(peak).toBeLessThan(MOST_MEGABYTES);
    const rows = await db.database.query<{ count: number }>('SELECT COUNT(*) AS count FROM variants');
    expect(rows[0]!.count).toBe(ROWS);

    const out = join(folder, 'out.csv');
    const result = spawnSync(process.execPath, [script('catalog-export'), out], {
      env: env(),
      encoding: 'utf8',
    });
    expect(result.stdout).toBe(`${ROWS / ROWS_PER_PRODUCT} products written to ${out}\n`);
    expect(readFileSync(out, 'utf8').split('\n')).toHaveLength(ROWS + 2);
  }, 240_000);
});
