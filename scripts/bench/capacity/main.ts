import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareShop } from '../bench-shop.js';
import { pinOthers } from '../pages/pinning.js';
import { fiveVariants } from '../sessions/goods.js';
import { machine } from '../sessions/machine.js';
import { capacityDocument, chart } from './document.js';
import { Meters } from './meters.js';
import { runCapacity } from './run-capacity.js';

/**
 * What a request of each kind costs, and what so many a second would want, on the servers that the environment names; the
 * database must be empty. `--quick` takes a minute and writes nothing, `--docs=FOLDER` where the document goes (docs).
 */
const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, docs: { type: 'string' } } });
// What was started ends with this process, however it ends.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

const PLANS = {
  full: { seconds: 8, mixSeconds: 15, idleSeconds: 10, fleets: [1, 2, 3] },
  quick: { seconds: 1, mixSeconds: 3, idleSeconds: 2, fleets: [1, 3] },
};
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const env: NodeJS.ProcessEnv = {
  ...process.env,
  SESSION_SECRETS: 'only-for-the-bench-0123456789abcdef0123456789',
  PORT: '0',
  METRICS_PORT: '0',
  NODE_ENV: 'production',
};
const about = machine();
const { product, collection, variantId } = await prepareShop(dist, env);
const core = await pinOthers(env);
const goods = { product, collection, variantIds: await fiveVariants(env, variantId) };
const say = (line: string) => process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);

const meters = await Meters.open(env);
const plan = PLANS[options.quick ? 'quick' : 'full'];
const result = await runCapacity({ dist, env, core, meters }, goods, { ...plan, say });
await meters.close();
const text = capacityDocument(result, about);
const docs = options.docs ?? (options.quick ? undefined : join(dist, '..', 'docs'));
if (docs !== undefined) {
  mkdirSync(join(docs, 'images'), { recursive: true });
  writeFileSync(join(docs, 'capacity.md'), text);
  writeFileSync(join(docs, 'images', 'capacity.svg'), chart(result));
}
process.stderr.write(`\n${text}\n`);
process.stdout.write(`${JSON.stringify({ ...about, ...result }, null, 2)}\n`);
process.exit(0);
