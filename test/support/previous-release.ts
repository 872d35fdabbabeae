import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

const PAGE = join('docs', 'releases.md');
const NAMED = /^\| Previous release \| `([0-9a-f]{40})` \|$/m;
/** What a version is made of; another test or another page of documentation is not another version. */
const VERSION = ['src', 'migrations', 'views'];
const LOCK = 'package-lock.json';

const git = (root: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

const succeeds = (root: string, ...args: string[]): boolean =>
  spawnSync('git', args, { cwd: root, stdio: 'ignore' }).status === 0;

/**
 * The commit that docs/releases.md names in the clone at `root`. Errors: says what to do, when there is none, git does not have it,
 * or it is the current version.
 */
export function previousRelease(root = PROJECT_ROOT): string {
  const commit = NAMED.exec(readFileSync(join(root, PAGE), 'utf8'))?.[1];
  if (!commit)
    throw new Error(`${PAGE} names no commit: write "| Previous release | \`<40 digits>\` |" into it`);
  if (!succeeds(root, 'cat-file', '-e', `${commit}^{commit}`)) {
    const isShallow = git(root, 'rev-parse', '--is-shallow-repository') === 'true';
    throw new Error(
      isShallow
        ? 'this clone is shallow and lacks the previous release: run `git fetch --unshallow`'
        : `git does not have the commit ${commit} that ${PAGE} names: run \`git fetch\`, or name the one that was released`,
    );
  }
  if (succeeds(root, 'diff', '--quiet', commit, '--', ...VERSION))
    throw new Error(`${PAGE} names the current version: name the one that was released before it`);
  return commit;
}

/** A built copy of a commit; made once, then found. Answers its folder. */
export function builtRelease(commit: string): string {
  const folder = join(PROJECT_ROOT, '.data', 'releases', commit);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { cwd: PROJECT_ROOT, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', making], { input: archive });
  givePackages(making);
  for (const args of [
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['dist/scripts/pack-assets.js'],
  ])
    execFileSync(process.execPath, args, { cwd: making, stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
  return folder;
}

/** Ours, where the lock file is the same. */
function givePackages(folder: string): void {
  const lock = (root: string) => readFileSync(join(root, LOCK), 'utf8');
  if (lock(folder) === lock(PROJECT_ROOT))
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'));
  else execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
}

/** Names of the migrations of a built version. */
export async function migrationsOf(folder: string): Promise<string[]> {
  const index = pathToFileURL(join(folder, 'dist', 'migrations', 'index.js')).href;
  const { migrations } = (await import(index)) as { migrations: { name: string }[] };
  return migrations.map(({ name }) => name);
}
