import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../scripts/bench/capacity/kinds.js';
import type { CapacityResult } from '../../scripts/bench/capacity/run-capacity.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { emptyDatabase } from '../support/database.js';
import { redisUrl } from '../support/redis.js';

/** A request among others may cost so many times what it costs after its like: 1.5 on a quiet machine. */
const OFF_BY = 2.5;
/** So many times may a request cost on three web processes that share a core and its caches: 1.4 on a quiet machine. */
const MORE_ON_THREE = 2;

describe('npm run bench -- capacity --quick', () => {
  let db: Awaited<ReturnType<typeof emptyDatabase>>;
  let docs: string;
  let result: CapacityResult;

  beforeAll(async () => {
    db = await emptyDatabase();
    docs = mkdtempSync(join(tmpdir(), 'cloudcart-docs-'));
    const script = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'capacity', 'main.js');
    const env = { ...process.env, DATABASE_URL: db.url, REDIS_URL: redisUrl(), CACHE_REDIS_URL: redisUrl() };
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--quick', `--docs=${docs}`], {
      env,
    });
    result = JSON.parse(stdout) as CapacityResult;
  }, 300_000);
  afterAll(async () => {
    rmSync(docs, { recursive: true, force: true });
    await db?.drop();
  });

  it('measures every kind of request, and they are all requests there are', () => {
    expect(result.costs).toHaveLength(KINDS.length);
    expect(KINDS.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    for (const { each } of result.costs) expect(each.webCpu).toBeGreaterThan(0);
  });

  it('finds nothing asked of MySQL for warm pages of the catalogue', () => {
    const pages = result.costs.filter(({ title }) => /^(product|listing|home|search)/.test(title));
    expect(pages.length).toBeGreaterThan(4);
    for (const { title, each } of pages) expect([title, each.mysqlQuestions < 0.1]).toEqual([title, true]);
  });

  it('has a model that fits the mix, on one web process and on three', () => {
    const [one, three] = result.checks;
    expect(result.checks.map(({ instances }) => instances)).toEqual([1, 3]);
    expect(one!.webCpu / result.predicted.webCpu).toBeLessThan(OFF_BY);
    expect(one!.webCpu / result.predicted.webCpu).toBeGreaterThan(1 / OFF_BY);
    expect(three!.webCpu / one!.webCpu).toBeLessThan(MORE_ON_THREE);
  });

  it('writes what so many requests a second want, and a chart', () => {
    const text = readFileSync(join(docs, 'capacity.md'), 'utf8');
    for (const rate of ['100', '1,000', '10,000', '100,000']) expect(text).toContain(`| ${rate} |`);
    expect(text).toContain('What breaks first');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    expect(readFileSync(join(docs, 'images', 'capacity.svg'), 'utf8')).toContain('<svg');
  });
});
