import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { prepareShop } from '../bench-shop.js';
import { chart } from './chart.js';
import { document } from './document.js';
import { fiveVariants } from './goods.js';
import { machine } from './machine.js';
import { planFor } from './plans.js';
import { removeFolder, runSessions } from './run-sessions.js';
import { sessionsTable } from './sessions-table.js';
import { SECRET } from './visitor.js';

/**
 * The comparison of session stores, on the MySQL and the cache that the environment names; the database must be empty.
 * `--short` takes half the time, `--quick` has tiny counts, `--stores=redis,memory` only some, `--docs=FOLDER` where the document goes (docs, or
 * nowhere when it is quick or some are missing).
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    short: { type: 'boolean' },
    stores: { type: 'string' },
    docs: { type: 'string' },
  },
});
// What was started ends with this process, however it ends.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
Logger.overrideLogger(['error', 'fatal']);
process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const env: NodeJS.ProcessEnv = {
  ...process.env,
  SESSION_SECRETS: SECRET,
  PORT: '0',
  METRICS_PORT: 'off',
  LOG_LEVEL: 'error',
  NODE_ENV: 'production',
};
const target = await prepareShop(dist, { ...env });
delete env['REDIS_URL'];

const size = options.quick ? 'quick' : options.short ? 'short' : 'full';
const names = options.stores?.split(',') ?? [];
const about = machine();
const folder = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'sessions-'));
const goods = { variantIds: await fiveVariants(env, target.variantId), path: `/products/${target.product}` };
const plan = { ...planFor(size, names), folder };
const say = (line: string) => process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);
const result = await runSessions({ dist, env }, goods, { ...plan, say }).finally(() => removeFolder(folder));

const docs = options.docs ?? (options.quick || options.stores ? undefined : join(dist, '..', 'docs'));
if (docs !== undefined) {
  mkdirSync(join(docs, 'images'), { recursive: true });
  writeFileSync(join(docs, 'session-stores.md'), document(result, plan, about));
  writeFileSync(join(docs, 'images', 'session-stores.svg'), chart(result));
}
process.stderr.write(`\n${sessionsTable(result)}\n`);
process.stdout.write(`${JSON.stringify({ ...about, ...result }, null, 2)}\n`);
process.exit(0);
