import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../../../src/platform/config/paths.js';
import { machine } from '../sessions/machine.js';
import { cacheNames } from './caches/all.js';
import { cachesTable } from './caches-table.js';
import { planFor } from './plan.js';
import { runCaches } from './run-cache.js';
import { writeSection } from './section.js';

/**
 * The cache of the shop beside the libraries of the field, each process on a Redis of its own. `--quick` has small counts,
 * `--caches=ours,cacheable` only some, `--docs=FOLDER` where caching.md is (docs, or nowhere when it is quick or some are missing).
 */
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, caches: { type: 'string' }, docs: { type: 'string' } },
});
// What was started ends with this process, however it ends.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

const wanted = options.caches?.split(',');
const caches = cacheNames.filter((name) => wanted?.includes(name) ?? true);
const about = machine();
const say = (line: string) => process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);
const plan = { ...planFor(options.quick ? 'quick' : 'full'), caches, say };
const result = await runCaches(plan);

const docs = options.docs ?? (options.quick || wanted ? undefined : join(PROJECT_ROOT, 'docs'));
if (docs !== undefined) writeSection(docs, result, plan, about);
process.stderr.write(`\n${cachesTable(result)}\n`);
process.stdout.write(`${JSON.stringify({ ...about, ...result }, null, 2)}\n`);
process.exit(0);
