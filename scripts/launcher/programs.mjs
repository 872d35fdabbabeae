/** Gets the programs that a command needs: finds them, or installs them where that needs no question. */
import {
  find,
  findBrowser,
  findDump,
  findHaproxy,
  findJava,
  findMemcached,
  findMysql,
  findPrometheus,
  findRedis,
} from './find-programs.mjs';
import { run } from './processes.mjs';
import { PlainError } from './terminal.mjs';
import { unpackPackages, unpackedPrograms } from './unpacked.mjs';

const KNOWN = {
  mysql: {
    find: findMysql,
    missing: 'a MySQL-compatible server (mariadbd or mysqld)',
    apt: ['mariadb-server-core', 'mariadb-client-core'],
    // Older releases have the version in the name, as in mariadb-server-core-10.6.
    aptElse: ['^mariadb-server-core-[0-9.]+$', '^mariadb-client-core-[0-9.]+$'],
    dnf: 'mariadb-server',
    brew: 'mariadb',
  },
  dump: {
    find: findDump,
    missing: 'mariadb-dump or mysqldump (for backups)',
    apt: ['mariadb-client'],
    dnf: 'mariadb',
    brew: 'mariadb',
  },
  redis: {
    find: findRedis,
    missing: 'a Redis-compatible server (redis-server or valkey-server)',
    apt: ['redis-tools'],
    aptElse: ['valkey-tools'],
    dnf: 'valkey',
    brew: 'redis',
  },
  memcached: {
    find: findMemcached,
    missing: 'memcached',
    apt: ['memcached'],
    dnf: 'memcached',
    brew: 'memcached',
    // The package would start a service, so root has it unpacked too.
    isService: true,
  },
  haproxy: {
    find: findHaproxy,
    missing: 'HAProxy',
    apt: ['haproxy'],
    dnf: 'haproxy',
    brew: 'haproxy',
    isService: true,
  },
  prometheus: {
    find: findPrometheus,
    missing: 'Prometheus',
    apt: ['prometheus'],
    dnf: 'prometheus',
    brew: 'prometheus',
    isService: true,
  },
  browser: {
    find: findBrowser,
    missing: 'Chromium (CHROMIUM_PATH may name it)',
    apt: ['chromium'],
    aptElse: ['chromium-browser'],
    dnf: 'chromium',
    brew: '--cask chromium',
  },
  java: {
    find: findJava,
    missing: 'Java (for the Nu HTML checker)',
    apt: ['default-jre-headless'],
    dnf: 'java-latest-openjdk-headless',
    brew: 'openjdk',
  },
};

const isRoot = () => process.getuid?.() === 0;
const aptGet = (...args) =>
  run('apt-get', ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=2', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  });

/** Packages without services: nothing is enabled, nothing but files appears. */
async function installByApt(names) {
  const install = (list) => aptGet('install', '-y', '--no-install-recommends', ...list);
  await aptGet('update');
  for (const name of names) {
    await install(KNOWN[name].apt).catch((first) =>
      install(KNOWN[name].aptElse).catch(() => Promise.reject(first)),
    );
  }
}

/** Installs what can be had without a question. Without root rights a failure just leaves the programs missing. */
async function install(names, programsDir) {
  if (!find(['apt-get'])) return;
  if (isRoot() && !names.some((name) => KNOWN[name].isService)) await installByApt(names);
  else if (!names.some((name) => name === 'browser' || name === 'java')) {
    const packages = names.flatMap((name) => KNOWN[name].apt);
    await unpackPackages(programsDir, packages).catch(() => {});
  }
}

function howToInstall(names, otherwise) {
  const all = (key) => names.flatMap((name) => KNOWN[name][key]).join(' ');
  const brew = names.map((name) => `brew install ${KNOWN[name].brew}`).join(' && ');
  return `CloudCart needs ${names.map((name) => KNOWN[name].missing).join(' and ')} and found none. Please type one of

  Debian, Ubuntu   sudo apt-get install --no-install-recommends ${all('apt')}
  Fedora, RHEL     sudo dnf install ${all('dnf')}
  macOS            ${brew}
  Docker           docker compose up     (the whole shop, at http://localhost:8080)

${otherwise}`;
}

/**
 * Finds the programs called `names` (mysql, dump, redis, memcached, haproxy, prometheus, browser, java). Missing ones are installed by apt-get when we are root;
 * without root, servers are unpacked into `programsDir`. Errors: PlainError that says what to type, ending in `otherwise`.
 */
export async function ensurePrograms(names, { programsDir, otherwise }) {
  const search = () => {
    const unpacked = unpackedPrograms(programsDir);
    return Object.fromEntries(names.map((name) => [name, KNOWN[name].find(unpacked)]));
  };
  const missing = (found) => names.filter((name) => !found[name]);
  const there = search();
  if (missing(there).length === 0) return there;
  await install(missing(there), programsDir);
  const found = search();
  if (missing(found).length > 0) throw new PlainError(howToInstall(missing(found), otherwise));
  return found;
}
