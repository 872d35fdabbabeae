import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { table } from './report.js';
import { runBench } from './run-bench.js';
import { scenarios } from './scenarios.js';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SECRET = 'only-for-the-bench-0123456789abcdef0123456789';

/** Migrates and fills the throw-away database, and makes sure that nothing runs out. */
async function prepareShop(env: NodeJS.ProcessEnv) {
  for (const script of ['migrate.js', 'seed.js'])
    execFileSync(process.execPath, [join(dist, 'scripts', script)], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const database = await createConnection(env['DATABASE_URL']!);
  await database.query('UPDATE stock_levels SET on_hand = 1000000');
  const [rows] = await database.query(
    `SELECT p.handle AS product, MIN(v.id) AS variantId FROM products p JOIN variants v ON v.product_id = p.id
     WHERE p.is_listed = 1 GROUP BY p.id, p.handle ORDER BY COUNT(*) DESC, p.id LIMIT 1`,
  );
  const [collections] = await database.query('SELECT handle FROM collections ORDER BY position LIMIT 1');
  await database.end();
  const { product, variantId } = (rows as { product: string; variantId: number }[])[0]!;
  return { product, variantId, collection: (collections as { handle: string }[])[0]!.handle };
}

const env = { ...process.env, SESSION_SECRETS: SECRET };
const target = await prepareShop(env);
const results = await runBench((client) => scenarios(client, target), {
  dist,
  env,
  seconds: Number(process.env['BENCH_SECONDS'] ?? 6),
  say: (line) => process.stderr.write(`  ${line}\n`),
});
process.stderr.write(`\n${table(results)}\n`);
process.stdout.write(`${JSON.stringify({ node: process.version, target, results }, null, 2)}\n`);
