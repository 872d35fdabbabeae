import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previousRelease } from '../support/previous-release.js';

const ME = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];

describe('the previous release', () => {
  const parent = mkdtempSync(join(tmpdir(), 'cloudcart-releases-'));
  const [clone, shallow] = [join(parent, 'clone'), join(parent, 'shallow')];
  let [first, last] = ['', ''];

  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  function commit(version: string): string {
    writeFileSync(join(clone, 'src', 'version.ts'), version);
    git('add', '-A');
    git(...ME, 'commit', '-qm', version);
    return git('rev-parse', 'HEAD');
  }
  const name = (line: string, root = clone) => {
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(root, 'docs', 'releases.md'), `| | Commit |\n|---|---|\n${line}\n`);
  };
  const row = (hash: string) => `| Previous release | \`${hash}\` |`;

  beforeAll(() => {
    for (const folder of ['src', 'migrations', 'views']) mkdirSync(join(clone, folder), { recursive: true });
    writeFileSync(join(clone, 'migrations', 'one.ts'), '');
    writeFileSync(join(clone, 'views', 'one.hbs'), '');
    git('init', '-q');
    [first, last] = [commit('1'), commit('2')];
    git('clone', '-q', '--depth=1', `file://${clone}`, shallow);
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('is the commit that is named', () => {
    name(row(first));
    expect(previousRelease(clone)).toBe(first);
  });

  it('may not be left out, unknown, or the current version', () => {
    name('');
    expect(() => previousRelease(clone)).toThrow(/names no commit/);
    name(row('0'.repeat(40)));
    expect(() => previousRelease(clone)).toThrow(/git does not have the commit/);
    name(row(last));
    expect(() => previousRelease(clone)).toThrow(/names the current version/);
  });

  it('is not in a shallow clone, and it says what to do', () => {
    name(row(first), shallow);
    expect(() => previousRelease(shallow)).toThrow(/git fetch --unshallow/);
  });
});
