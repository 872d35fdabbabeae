/**
 * `npm run test:full`: the projects "repositories", "faults" and "slow" with the durations and counts that are promised, instead of the
 * shorter ones of `npm test`, then containers with a proof run in them, Lighthouse and the mutation tests, and a report in
 * docs/proof/report.md. SEED repeats the chances of an earlier run. With paths, as vitest takes them, only those files run, and the
 * report goes to the data folder: a part is no proof of the whole.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { dataDir, nodeProgram, root } from './launcher/project.mjs';
import { say } from './launcher/terminal.mjs';
import { runTests } from './launcher/test-command.mjs';

/** For one test: a thousand rounds take their time. */
const TIMEOUT_MS = 2 * 3600 * 1000;

const paths = process.argv.slice(2);
const seed = process.env.SEED || String(randomInt(1, 1_000_000_000));
const file =
  paths.length === 0 ? join(root, 'docs', 'proof', 'report.md') : join(dataDir(), 'part-report.md');

const output = (program, ...args) => spawnSync(program, args, { cwd: root, encoding: 'utf8' }).stdout.trim();

function commit() {
  const isChanged = output('git', 'status', '--porcelain', '--untracked-files=no') !== '';
  return output('git', 'rev-parse', 'HEAD') + (isChanged ? ', with changes that are not committed' : '');
}

/** Lines `[figure] name: value` that tests print (`figure` in test/support/tier.ts), in order. */
function figuresIn(text) {
  const found = [...text.matchAll(/^\[figure\] (.+?): (.+)$/gm)];
  return found.map(([, name, value]) => `| ${name} | ${value} |`);
}

function report({ passed, failed, text, started, seconds }) {
  const figures = figuresIn(text);
  return [
    `# ${paths.length === 0 ? 'Full run' : `Part of the full run: ${paths.join(' ')}`}`,
    '',
    `${passed} passed, ${failed} failed`,
    '',
    '| | |',
    '|---|---|',
    `| Commit | ${started.commit} |`,
    `| Date | ${started.date} |`,
    `| Seed | ${seed} (\`SEED=${seed} npm run test:full\` repeats it) |`,
    `| Duration | ${Math.round(seconds / 60)} min |`,
    `| Machine | ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${output(nodeProgram(), '--version')} |`,
    ...(figures.length > 0 ? ['', '| Figure | Value |', '|---|---|', ...figures] : []),
    '',
  ].join('\n');
}

say(`SEED=${seed}`);
const started = { commit: commit(), date: new Date().toISOString() };
const from = performance.now();
const projects = ['repositories', 'faults', 'slow'].map((name) => `--project=${name}`);
const args = [...projects, `--testTimeout=${TIMEOUT_MS}`, ...paths];
const runs = [await runTests('test.mjs', args, { FULL: '1', SEED: seed })];
if (paths.length === 0)
  for (const [script, ...more] of [
    ['test-compose.mjs', '--prove'],
    ['lighthouse.mjs'],
    ['test-mutation.mjs'],
  ])
    runs.push(await runTests(script, more));
const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
const [passed, failed, text] = [sum('passed'), sum('failed'), runs.map(({ output }) => output).join('\n')];
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, report({ passed, failed, text, started, seconds: (performance.now() - from) / 1000 }));
say(`The report is in ${relative(root, file)}`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
