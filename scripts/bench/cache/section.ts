import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARIES } from './library-package.js';
import type { Machine } from '../sessions/machine.js';
import { cachesChart } from './chart.js';
import { promisesMarkdown, speedMarkdown } from './caches-table.js';
import type { Plan } from './plan.js';
import type { CachesResult } from './run-cache.js';

const [FROM, TO] = ['<!-- from here: npm run bench -- cache -->', '<!-- to here -->'];

/** Puts the figures of one run into `docs/caching.md`, between its two comments, and draws their chart. */
export function writeSection(docs: string, result: CachesResult, plan: Plan, about: Machine): void {
  const page = join(docs, 'caching.md');
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(FROM);
  const after = rest?.split(TO)[1];
  if (after === undefined) throw new Error(`${page} lacks the lines ${FROM} and ${TO}`);
  writeFileSync(page, `${before}${FROM}\n${sectionOf(result, plan, about)}\n${TO}${after}`);
  mkdirSync(join(docs, 'images'), { recursive: true });
  writeFileSync(join(docs, 'images', 'caches.svg'), cachesChart(result));
}

const objectsText = ({ bentocacheObjects: one }: CachesResult): string =>
  `bentocache can hold objects instead of texts in L1 (\`serialize: false\`), bounded by their number then: ` +
  `${Math.round(one.perSecond).toLocaleString('en')} reads/s, ${one.cpuMicros.toFixed(2)} µs of CPU each. ` +
  (one.afterL2 === 'whole'
    ? 'A value that came from L2 is read from L1 as well.'
    : 'With an L2 the second read of a value that came from there failed, so it is no column of its own.');

const nonBlockingText = ({ cacheableNonBlocking: { cold } }: CachesResult): string =>
  `cacheable has a setting against a Redis that hangs (\`nonBlocking\`, with \`createKeyvNonBlocking\`): with it ` +
  `${cold.hung} of ${cold.reads} reads of cold names got no answer within 3 s from a frozen one.`;

function sectionOf(result: CachesResult, { rounds, expiry, races }: Plan, about: Machine): string {
  return `
${versions()}. Commit ${about.commit}, ${about.cores} cores (${about.cpu}), Node ${about.node}, load ${about.load} when it began.

${speedMarkdown(result)}

The middle of ${rounds} rounds, the caches in turn. ${objectsText(result)}

${promisesMarkdown(result)}

${races} rounds of the slow reader and of the change; ${expiry.keys.toLocaleString('en')} values with a life of ${expiry.seconds} s end; 20 kinds of
damage. A load takes 20 ms, and times until a change is seen include one. ${nonBlockingText(result)}

![CPU of a hit in L1 and in L2, loads of 1,000 callers in three processes, and promises kept, for each cache](images/caches.svg)
`;
}

/** As they are installed, not as they were asked for. */
function versions(): string {
  const { dependencies } = JSON.parse(readFileSync(join(LIBRARIES, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const program = process.env['CLOUDCART_REDIS_SERVER'] ?? '/usr/bin/redis-check-rdb';
  const argv0 = process.env['CLOUDCART_REDIS_ARGV0'] ?? 'redis-server';
  const { stdout } = spawnSync(program, ['--version'], { argv0, encoding: 'utf8' });
  const all = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  return `${all.join(', ')}, Redis ${/v=(\S+)/.exec(stdout)?.[1] ?? 'of an unknown version'}`;
}
