/** The checkout itself: where it is, its npm packages, its Node, and whether dist/ is up to date. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const inRoot = (...names) => join(root, ...names);

/** Where the private servers' data, secrets, logs and mails are kept. */
export const dataDir = () => resolve(root, process.env.CLOUDCART_DATA_DIR || '.data');

/** Reads .env, in development only; what is set in the environment already wins. */
export function loadEnvFile() {
  if (process.env.NODE_ENV !== 'production' && existsSync(inRoot('.env')))
    process.loadEnvFile(inRoot('.env'));
}

/** True when each package of the lock file is installed in the version it names. */
function packagesMatchLock(folder) {
  const installedLock = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const there = installed[path];
    return path === '' || (there ? there.version === version : optional === true);
  });
}

/** Installs what the lock file of `folder` names, when something else or nothing is there. `more`: further arguments for npm. */
export async function ensurePackages(folder = root, more = []) {
  if (packagesMatchLock(folder)) return 'up to date';
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await run(npm[0], [...npm.slice(1), ...args, ...more], { cwd: folder });
  return 'installed';
}

/** Packages that look at the shop from outside (`tools/`); none of them is one of the shop's. Their install scripts fetch what we have. */
export const toolsFolder = inRoot('tools');
export const ensureTools = () => ensurePackages(toolsFolder, ['--ignore-scripts']);

/** What traces need and the shop without them does not. */
export const ensureTracing = () => ensurePackages(inRoot('tracing'), ['--ignore-scripts']);

/** Node 24 of node_modules, or the Node this runs on where that one does not work (as on Alpine). */
export function nodeProgram() {
  const own = inRoot('node_modules', '.bin', 'node');
  return spawnSync(own, ['--version']).status === 0 ? own : process.execPath;
}

/** Environment in which children find Node 24 and the packages' commands first. */
export const withLocalBin = (env) => ({ ...env, PATH: `${inRoot('node_modules', '.bin')}:${env.PATH}` });

const stamp = () => inRoot('dist', '.built');
const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newestSource(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(ts|css|js|json)$/.test(name));
  return Math.max(0, ...files.map((name) => changedAt(join(folder, name))));
}

/** True when no source is newer than the last build. */
export function isBuilt() {
  if (
    ![
      ['public', 'images', 'demo'],
      ['dist', 'processes'],
    ].every((made) => existsSync(inRoot(...made)))
  )
    return false;
  const files = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) =>
    changedAt(inRoot(name)),
  );
  const sources = ['src', 'migrations', 'scripts', 'public/css', 'public/js', 'themes'];
  const folders = sources.map((name) => newestSource(inRoot(name)));
  return Math.max(...files, ...folders) <= changedAt(stamp());
}

/** Compiles into dist/, packs styles and scripts, and draws the demo catalogue's pictures. */
export async function build() {
  const node = nodeProgram();
  const started = new Date();
  rmSync(stamp(), { force: true });
  await run(node, [inRoot('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
  });
  await run(node, ['dist/scripts/pack-assets.js'], { cwd: root });
  await run(node, ['dist/scripts/demo/draw.js'], { cwd: root });
  writeFileSync(stamp(), '');
  utimesSync(stamp(), started, started); // what changed while we compiled is newer than the build
}
