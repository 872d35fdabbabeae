/**
 * `npm test`: installs what is missing, opens throw-away servers (or takes TEST_DATABASE_URL, TEST_REDIS_URL),
 * builds, runs vitest and ends with the line "N passed, N failed". Arguments go to vitest: --project=NAME, paths.
 * Without either, all projects run but "slow", which `npm run test:slow` is for.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { foldersByPid, makeFolder, removeDataFolder } from './launcher/data-folder.mjs';
import { isAlive, send } from './launcher/processes.mjs';
import {
  build,
  dataDir,
  ensurePackages,
  isBuilt,
  nodeProgram,
  root,
  withLocalBin,
} from './launcher/project.mjs';
import { programSettings } from './launcher/program-settings.mjs';
import { ensurePrograms } from './launcher/programs.mjs';
import { closeAll, closeLeftServers, describeServers, openServers } from './launcher/servers.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, say, step } from './launcher/terminal.mjs';
import { countTests } from './launcher/test-report.mjs';

const USUAL = ['specs', 'repositories', 'journeys', 'faults'];
const given = process.argv.slice(2);
const isPath = (arg, nth) => !arg.startsWith('-') && given[nth - 1] !== '-t';
const isChosen = given.some((arg, nth) => arg.startsWith('--project') || isPath(arg, nth));
const args = isChosen ? given : [...USUAL.map((name) => `--project=${name}`), ...given];
const testDir = join(dataDir(), 'test');
const ownDir = join(testDir, String(process.pid));
const report = join(ownDir, 'report.json');
const OTHERWISE = 'Or name servers for the tests in TEST_DATABASE_URL and TEST_REDIS_URL.';
/** Durability against power cuts is not what the tests ask for; speed is. */
const QUICK = ['--innodb-flush-log-at-trx-commit=2', '--innodb-doublewrite=0'];

/** A run that was killed left its servers and data behind. */
async function removeLeftovers() {
  for (const pid of foldersByPid(testDir).filter((name) => !isAlive(Number(name)))) {
    await closeLeftServers(join(testDir, pid));
    removeDataFolder(join(testDir, pid));
  }
}

/** Whether one of the projects to run is not among `others`. */
function runsMoreThan(...others) {
  const projects = args.filter((arg) => arg.startsWith('--project=')).map((arg) => arg.slice(10));
  return projects.length === 0 || projects.some((name) => !others.includes(name));
}
const needsBrowser = runsMoreThan('specs', 'repositories');
/** Repository tests run our commands too. */
const needsBuild = runsMoreThan('specs');

/** Opens the servers that the environment does not name, and finds programs for tests that start servers of their own. */
async function openTestServers() {
  const { TEST_DATABASE_URL, TEST_REDIS_URL, TEST_CACHE_REDIS_URL } = process.env;
  const wants = { mysql: !TEST_DATABASE_URL, redis: !TEST_REDIS_URL, cache: !TEST_CACHE_REDIS_URL };
  const mysql = { rights: '*.*', options: QUICK };
  const place = { programsDir: dataDir(), otherwise: OTHERWISE };
  const servers = await openServers({ dataDir: ownDir, wants, mysql, ...place });
  const names = needsBrowser ? ['mysql', 'redis', 'browser'] : needsBuild ? ['mysql'] : [];
  const more = await ensurePrograms(names, place);
  // Unpacking replaces what was unpacked before, so these have folders of their own.
  const alone = (name) => ensurePrograms([name], { programsDir: join(dataDir(), name), otherwise: '' });
  const memcached = needsBuild && (await alone('memcached'));
  const haproxy = needsBrowser && (await alone('haproxy'));
  return { ...servers, programs: { ...servers.programs, ...more, ...memcached, ...haproxy } };
}

/** Where the tests find the servers, the browser, and programs for servers of their own. */
function environment(settings, programs) {
  const found = {
    ...Object.fromEntries(Object.entries(settings).map(([name, url]) => [`TEST_${name}`, url])),
    CHROMIUM_PATH: programs.browser?.file,
    ...programSettings(programs),
  };
  const env = { ...process.env, ...Object.fromEntries(Object.entries(found).filter(([, value]) => value)) };
  env.TEST_CACHE_REDIS_URL ??= env.TEST_REDIS_URL;
  return withLocalBin(env);
}

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
  await removeLeftovers();
  makeFolder(ownDir, 0o711);
  let servers = { opened: [] };
  try {
    await step('servers', async () => {
      servers = await openTestServers();
      return describeServers(servers.opened);
    });
    if (needsBuild) await step('build', () => (isBuilt() ? 'up to date' : build()));
    const exitCode = await runVitest(environment(servers.settings, servers.programs));
    return countTests(report, exitCode);
  } finally {
    await closeAll(servers.opened);
    removeDataFolder(ownDir);
  }
}

const { passed, failed } = await main().catch((error) => process.exit(explain(error)));
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
