/** Throw-away servers for a run of tests, and where the tests find them. */
import { dirname, join } from 'node:path';
import { foldersByPid, makeFolder, removeDataFolder } from './data-folder.mjs';
import { isAlive } from './processes.mjs';
import { dataDir, withLocalBin } from './project.mjs';
import { programSettings } from './program-settings.mjs';
import { ensurePrograms } from './programs.mjs';
import { closeAll, closeLeftServers, describeServers, openServers } from './servers.mjs';
import { step } from './terminal.mjs';

const testDir = join(dataDir(), 'test');
/** Of this run; removed at its end. */
export const ownDir = join(testDir, String(process.pid));
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

/** Opens the servers that the environment does not name, and finds programs for tests that start servers of their own. */
async function openTestServers({ needsBrowser, needsBuild, needsTools }) {
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
  const dump = needsBuild && (await alone('dump'));
  const haproxy = needsBrowser && (await alone('haproxy'));
  const prometheus = needsBrowser && (await alone('prometheus'));
  const java = needsTools && (await ensurePrograms(['java'], { programsDir: dataDir(), otherwise: '' }));
  return {
    ...servers,
    programs: { ...servers.programs, ...more, ...memcached, ...dump, ...haproxy, ...prometheus, ...java },
  };
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
  if (programs.dump) env.PATH = `${env.PATH}:${dirname(programs.dump.file)}`;
  return withLocalBin(env);
}

/**
 * Runs `work` with the environment that names the servers, and closes them whatever comes of it. `needs`: { needsBrowser,
 * needsBuild, needsTools }, what the tests start themselves.
 */
export async function withTestServers(needs, work) {
  await removeLeftovers();
  makeFolder(ownDir, 0o711);
  let servers = { opened: [] };
  try {
    await step('servers', async () => {
      servers = await openTestServers(needs);
      return describeServers(servers.opened);
    });
    return await work(environment(servers.settings, servers.programs));
  } finally {
    await closeAll(servers.opened);
    removeDataFolder(ownDir);
  }
}
