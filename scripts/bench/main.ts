import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareShop } from './bench-shop.js';
import { table } from './report.js';
import { runBench } from './run-bench.js';
import { scenarios } from './scenarios.js';

/** The whole bench, on the servers named in the environment. The database must be empty. */
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const env = { ...process.env, SESSION_SECRETS: 'only-for-the-bench-0123456789abcdef0123456789' };
const target = await prepareShop(dist, env);
const results = await runBench((client) => scenarios(client, target), {
  dist,
  env,
  seconds: Number(process.env['BENCH_SECONDS'] ?? 6),
  say: (line) => process.stderr.write(`  ${line}\n`),
});
process.stderr.write(`\n${table(results)}\n`);
process.stdout.write(`${JSON.stringify({ node: process.version, target, results }, null, 2)}\n`);
