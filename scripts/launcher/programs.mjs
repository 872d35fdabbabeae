/** Finds the server programs and the browser; installs what is missing where that needs no question. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from './processes.mjs';
import { PlainError } from './terminal.mjs';

const EXTRA = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/sbin',
];
const MAC_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** First of `names` that is a program on this machine; names count before folders. */
function find(names, more = []) {
  const folders = [...(process.env.PATH ?? '').split(':').filter(Boolean), ...EXTRA, ...more];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function findMysql() {
  const file = find(['mariadbd', 'mysqld']);
  if (!file) return undefined;
  const isMaria = /mariadb/i.test(
    spawnSync(file, ['--no-defaults', '--version'], { encoding: 'utf8' }).stdout ?? '',
  );
  if (!isMaria) return { file, flavour: 'mysql', options: [] };
  const beside = [
    join(dirname(realpathSync(file)), '..', 'bin'),
    join(dirname(realpathSync(file)), '..', 'scripts'),
  ];
  const installDb = find(
    ['mariadb-install-db', 'mysql_install_db'],
    beside.map((folder) => resolve(folder)),
  );
  return installDb && { file, flavour: 'mariadb', installDb, options: [] };
}

/** Debian's redis-tools and valkey-tools hold the server under another name; it goes by the name it is called. */
function findRedis() {
  const server = find(['redis-server', 'valkey-server']);
  if (server) return { file: server };
  const tool = find(['redis-check-rdb', 'valkey-check-rdb']);
  return tool && { file: tool, argv0: tool.includes('valkey') ? 'valkey-server' : 'redis-server' };
}

function findBrowser() {
  if (process.env.CHROMIUM_PATH) return { file: process.env.CHROMIUM_PATH };
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'Google Chrome',
    'Chromium',
  ];
  const file = find(names, MAC_BROWSERS);
  return file && { file };
}

const KNOWN = {
  mysql: {
    find: findMysql,
    missing: 'a MySQL-compatible server (mariadbd or mysqld)',
    // Older releases have the version in the name, as in mariadb-server-core-10.6.
    apt: ['mariadb-server-core', 'mariadb-client-core'],
    aptOlder: ['^mariadb-server-core-[0-9.]+$', '^mariadb-client-core-[0-9.]+$'],
    dnf: 'mariadb-server',
    brew: 'mariadb',
  },
  redis: {
    find: findRedis,
    missing: 'a Redis-compatible server (redis-server or valkey-server)',
    apt: ['redis-tools'],
    aptOlder: ['valkey-tools'],
    dnf: 'valkey',
    brew: 'redis',
  },
  browser: {
    find: findBrowser,
    missing: 'Chromium (CHROMIUM_PATH may name it)',
    apt: ['chromium'],
    aptOlder: ['chromium-browser'],
    dnf: 'chromium',
    brew: '--cask chromium',
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
      install(KNOWN[name].aptOlder).catch(() => Promise.reject(first)),
    );
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
 * Finds the programs called `names` (mysql, redis, browser), installing by apt-get what is missing when we are root.
 * `otherwise` is the last sentence of the PlainError thrown when something stays missing.
 */
export async function ensurePrograms(names, otherwise) {
  const missing = names.filter((name) => !KNOWN[name].find());
  if (missing.length > 0 && isRoot() && find(['apt-get'])) await installByApt(missing);
  const still = names.filter((name) => !KNOWN[name].find());
  if (still.length > 0) throw new PlainError(howToInstall(still, otherwise));
  const found = Object.fromEntries(names.map((name) => [name, KNOWN[name].find()]));
  return { ...found, installed: missing };
}
