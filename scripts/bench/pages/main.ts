import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareShop } from '../bench-shop.js';
import { fiveVariants } from '../sessions/goods.js';
import { machine } from '../sessions/machine.js';
import { chart } from './chart.js';
import { document } from './document.js';
import { pagesTable } from './pages-table.js';
import { pinOthers } from './pinning.js';
import { profiles } from './profile.js';
import { rowsOf, type RowName } from './rows.js';
import { runPages } from './run-pages.js';

/**
 * Pages of one web process beside a bare server and the textbook's shop, on the servers that the environment names; the
 * database must be empty. `--quick` takes a minute, `--rows=home-session,cart-add` only some, `--docs=FOLDER` where the
 * document goes (docs, or nowhere when it is quick or some are missing). `--profile`: where the shop's time goes instead, on
 * the rows that tell most unless told.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    profile: { type: 'boolean' },
    rows: { type: 'string' },
    docs: { type: 'string' },
  },
});
// What was started ends with this process, however it ends.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

const PLANS = {
  full: { rounds: 7, seconds: 1.5, warmUpSeconds: 2, steadySeconds: 6, starts: 5 },
  quick: { rounds: 3, seconds: 0.6, warmUpSeconds: 1, steadySeconds: 1, starts: 1 },
};
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'cloudcart-pages-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const env: NodeJS.ProcessEnv = {
  ...process.env,
  SESSION_SECRETS: 'only-for-the-bench-0123456789abcdef0123456789',
  PORT: '0',
  METRICS_PORT: '0',
  INSTANCE_NAME: 'bench',
  NODE_ENV: 'production',
  BENCH_MODELS: join(folder, 'models.json'),
  BENCH_ANSWERS: join(folder, 'answers.json'),
};
const about = machine();
const target = await prepareShop(dist, env);
const core = await pinOthers(env);
const rows = rowsOf(target);
const setting = { dist, env, core, rows, variantIds: await fiveVariants(env, target.variantId) };
const say = (line: string) => process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);

const chosen = options.rows?.split(',') as RowName[] | undefined;
if (options.profile) {
  process.stdout.write(await profiles(setting, folder, say, chosen));
  process.exit(0);
}
const names = chosen ?? rows.map(({ name }) => name);
const result = await runPages(setting, { ...PLANS[options.quick ? 'quick' : 'full'], names, say });
const docs = options.docs ?? (options.quick || options.rows ? undefined : join(dist, '..', 'docs'));
if (docs !== undefined) {
  mkdirSync(join(docs, 'images'), { recursive: true });
  writeFileSync(join(docs, 'page-speed.md'), document(result, about));
  writeFileSync(join(docs, 'images', 'page-speed.svg'), chart(result));
}
process.stderr.write(`\n${pagesTable(result)}\n`);
process.stdout.write(`${JSON.stringify({ ...about, ...result }, null, 2)}\n`);
process.exit(0);
