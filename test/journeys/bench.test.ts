import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareShop } from '../../scripts/bench/bench-shop.js';
import { table, type Result } from '../../scripts/bench/report.js';
import { runBench } from '../../scripts/bench/run-bench.js';
import { scenarios } from '../../scripts/bench/scenarios.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { emptyDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';

const MOST_TIMES = 20;
const PAGES = ['product page', 'listing', 'search'];
const dist = join(PROJECT_ROOT, 'dist');

let db: Awaited<ReturnType<typeof emptyDatabase>>;
let results: Result[];

beforeAll(async () => {
  db = await emptyDatabase();
  await (await testRedis()).close();
  const secrets = { SESSION_SECRETS: 'only-for-the-bench-0123456789abcdef0123456789' };
  const env = {
    ...process.env,
    DATABASE_URL: db.url,
    REDIS_URL: redisUrl(),
    CACHE_REDIS_URL: redisUrl(),
    ...secrets,
  };
  const target = await prepareShop(dist, env);
  const pages = async (client: Parameters<typeof scenarios>[0]) =>
    (await scenarios(client, target)).filter(({ name }) => PAGES.includes(name));
  results = await runBench(pages, { dist, env, seconds: 3 });
  process.stdout.write(`${table(results)}\n`);
}, 300_000);
afterAll(() => db?.drop());

it.each(PAGES)(
  `a %s costs at most ${MOST_TIMES} times the CPU of a bare server, with and without a session`,
  (name) => {
    const ratios = results
      .filter(({ scenario }) => scenario === name)
      .map((one) => [one.session, one.cpuRatio]);
    expect(ratios).toHaveLength(3);
    expect(ratios.filter(([, ratio]) => Number(ratio) > MOST_TIMES)).toEqual([]);
  },
);
