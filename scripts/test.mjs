/**
 * `npm test`: installs what is missing, opens throw-away servers (or takes TEST_DATABASE_URL, TEST_REDIS_URL),
 * builds, runs vitest and ends with the line "N passed, N failed". Arguments go to vitest: --project=NAME, paths.
 * Without either, all projects run but "slow", which `npm run test:slow` is for, and "pictures", which `npm run pictures` is for.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { send } from './launcher/processes.mjs';
import {
  build,
  ensurePackages,
  ensureTools,
  ensureTracing,
  isBuilt,
  nodeProgram,
  root,
} from './launcher/project.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, say, step } from './launcher/terminal.mjs';
import { countTests } from './launcher/test-report.mjs';
import { ownDir, withTestServers } from './launcher/test-servers.mjs';

const USUAL = ['specs', 'repositories', 'journeys', 'faults'];
const given = process.argv.slice(2);
const isPath = (arg, nth) => !arg.startsWith('-') && given[nth - 1] !== '-t';
const isChosen = given.some((arg, nth) => arg.startsWith('--project') || isPath(arg, nth));
const args = isChosen ? given : [...USUAL.map((name) => `--project=${name}`), ...given];
const report = join(ownDir, 'report.json');

/** Whether one of the projects to run is not among `others`. */
function runsMoreThan(...others) {
  const projects = args.filter((arg) => arg.startsWith('--project=')).map((arg) => arg.slice(10));
  return projects.length === 0 || projects.some((name) => !others.includes(name));
}
const needsBrowser = runsMoreThan('specs', 'repositories');
/** Repository tests run our commands too. */
const needsBuild = runsMoreThan('specs');
/** The slow ones have the Nu HTML checker look at all pages. */
const needsTools = args.includes('--project=slow');

function runVitest(env) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--passWithNoTests',
    ...reporters,
  ];
  return new Promise((resolve, reject) => {
    // A process group of its own, so that its workers and what tests have started end with it.
    const stdio = ['ignore', 'inherit', 'inherit'];
    const child = spawn(nodeProgram(), [...vitest, ...args], { cwd: root, env, detached: true, stdio });
    onSignals(
      () => send(-child.pid, 'SIGTERM'),
      () => send(-child.pid, 'SIGKILL'),
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  await step('packages', ensurePackages);
  if (needsTools) await step('tools', ensureTools);
  if (needsBrowser) await step('tracing', ensureTracing);
  return withTestServers({ needsBrowser, needsBuild, needsTools }, async (env) => {
    if (needsBuild) await step('build', () => (isBuilt() ? 'up to date' : build()));
    return countTests(report, await runVitest(env));
  });
}

const { passed, failed } = await main().catch((error) => process.exit(explain(error)));
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
