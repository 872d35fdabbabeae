import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionsResult } from '../../scripts/bench/sessions/run-sessions.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { emptyDatabase } from '../support/database.js';
import { redisUrl } from '../support/redis.js';

/** One whose sessions outlive a web process, and one whose sessions do not. */
const STORES = ['redis', 'memory'];

/** What is measured differs from machine to machine; what is lost does not. */
describe('npm run bench -- sessions --quick', () => {
  let db: Awaited<ReturnType<typeof emptyDatabase>>;
  let docs: string;
  let result: SessionsResult;

  beforeAll(async () => {
    db = await emptyDatabase();
    docs = mkdtempSync(join(tmpdir(), 'cloudcart-docs-'));
    const script = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'sessions', 'main.js');
    const args = [script, '--quick', `--stores=${STORES.join()}`, `--docs=${docs}`];
    const env = { ...process.env, DATABASE_URL: db.url, REDIS_URL: redisUrl(), CACHE_REDIS_URL: redisUrl() };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    result = JSON.parse(stdout) as SessionsResult;
  }, 300_000);
  afterAll(async () => {
    rmSync(docs, { recursive: true, force: true });
    await db?.drop();
  });

  const file = (name: string) => readFileSync(join(docs, name), 'utf8');
  const store = (name: string) => result.stores.find((one) => one.store === name)!;

  it('measures pages, adds, sizes and heaps of each store', () => {
    expect(result.stores.map((one) => one.store)).toEqual(STORES);
    for (const one of result.stores) {
      for (const speed of [one.page, one.add]) {
        expect(speed.requests).toBeGreaterThan(0);
        expect(speed.p99Ms).toBeGreaterThanOrEqual(speed.p50Ms);
        expect(speed.failed).toBe(0);
      }
      expect(one.bytesPerSession).toBeGreaterThan(200);
      expect(one.heaps.map(({ sessions }) => sessions)).toEqual([0, 50, 100]);
    }
    expect(result.many).toMatchObject({ sessions: 500, visits: 60 });
    expect(result.classic.mbPer100k).toBeGreaterThan(10);
  });

  it('counts what is lost when web processes and nodes die', () => {
    for (const { parallel } of result.stores) {
      expect(parallel.lost).toBe(0);
      expect(parallel.made).toBeLessThanOrEqual(parallel.refused);
    }
    expect(store('redis')).toMatchObject({
      instance: { sessions: 6, lost: 0 },
      node: { sessions: 6, lost: 0 },
    });
    expect(store('memory')).toMatchObject({ instance: { sessions: 6, lost: 6 }, node: null });
  });

  it('writes a document with a row per store in each table, and a chart for light and dark', () => {
    const text = file('session-stores.md');
    const head = text.split('\n').filter((line) => line.startsWith('| store |'));
    expect(head).toHaveLength(3);
    for (const name of STORES) {
      const rows = text.split('\n').filter((line) => line.startsWith(`| ${name} |`));
      expect(rows).toHaveLength(3);
      expect(rows.map((row) => row.split('|').length)).toEqual(head.map((row) => row.split('|').length));
      expect(text).toContain(`- **\`${name}\`**`);
    }
    expect(text).not.toMatch(/undefined|NaN|null/);
    const svg = file('images/session-stores.svg');
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg.match(/<rect class="(bar|ours|warning)"/g)).toHaveLength(5);
    expect(svg).not.toMatch(/undefined|NaN|null/);
  });
});
