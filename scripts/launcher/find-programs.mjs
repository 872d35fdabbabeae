/** Where the server programs and the browser are on this machine. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LOCAL = ['/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin', '/opt/homebrew/sbin'];
const SYSTEM = ['/usr/sbin', '/usr/libexec'];
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
export function find(names, more = []) {
  const folders = [...(process.env.PATH ?? '').split(':').filter(Boolean), ...LOCAL, ...SYSTEM, ...more];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** What an unpacked program needs to run; nothing for one that the system installed. */
function needsOf(file, unpacked) {
  const isUnpacked = unpacked?.folders.some((folder) => file.startsWith(folder));
  return isUnpacked ? { env: unpacked.env, options: unpacked.options } : { options: [] };
}

/** MariaDB or MySQL: { file, flavour, installDb (MariaDB), env, options }. */
export function findMysql(unpacked) {
  const file = find(['mariadbd', 'mysqld'], unpacked?.folders);
  if (!file) return undefined;
  const needs = needsOf(file, unpacked);
  const { stdout } = spawnSync(file, ['--no-defaults', '--version'], { encoding: 'utf8', env: needs.env });
  if (!/mariadb/i.test(stdout ?? '')) return { file, flavour: 'mysql', ...needs };
  const above = dirname(dirname(realpathSync(file)));
  const folders = [join(above, 'bin'), join(above, 'scripts')];
  const installDb = find(['mariadb-install-db', 'mysql_install_db'], folders);
  return installDb && { file, flavour: 'mariadb', installDb, ...needs };
}

/** What writes a MySQL database into a file: { file, env }. */
export function findDump(unpacked) {
  const file = find(['mariadb-dump', 'mysqldump'], unpacked?.folders);
  return file && { file, ...needsOf(file, unpacked) };
}

/** Redis or Valkey: { file, argv0, env }. Debian's tools packages hold the server, which goes by the name it is called. */
export function findRedis(unpacked) {
  const server = find(['redis-server', 'valkey-server']);
  if (server) return { file: server };
  const file = find(['redis-check-rdb', 'valkey-check-rdb'], unpacked?.folders);
  const argv0 = file?.includes('valkey') ? 'valkey-server' : 'redis-server';
  return file && { file, argv0, ...needsOf(file, unpacked) };
}

/** Memcached: { file, env }. */
export function findMemcached(unpacked) {
  const file = find(['memcached'], unpacked?.folders);
  return file && { file, ...needsOf(file, unpacked) };
}

/** HAProxy: { file, env }. */
export function findHaproxy(unpacked) {
  const file = find(['haproxy'], unpacked?.folders);
  return file && { file, ...needsOf(file, unpacked) };
}

/** Prometheus: { file, env }. */
export function findPrometheus(unpacked) {
  const file = find(['prometheus'], unpacked?.folders);
  return file && { file, ...needsOf(file, unpacked) };
}

/** Java: { file }. */
export function findJava() {
  const file = find(['java']);
  return file && { file };
}

/** Chromium or Chrome; CHROMIUM_PATH goes first. */
export function findBrowser() {
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
