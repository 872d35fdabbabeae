import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { PlainRefusal } from './plain-refusal.js';

export type Flavour = 'MariaDB' | 'MySQL';

/** Names of the programs, the likelier one first; `mysqldump` may be either's. */
const NAMES = {
  MariaDB: { dump: ['mariadb-dump', 'mysqldump'], client: ['mariadb', 'mysql'] },
  MySQL: { dump: ['mysqldump'], client: ['mysql'] },
} as const;

const INSTALL = {
  MariaDB: `  Debian, Ubuntu   sudo apt-get install --no-install-recommends mariadb-client
  Fedora, RHEL     sudo dnf install mariadb
  macOS            brew install mariadb`,
  MySQL: `  Debian           sudo apt-get install --no-install-recommends mysql-client-core   (of sid, or of repo.mysql.com)
  Ubuntu           sudo apt-get install --no-install-recommends mysql-client
  Fedora, RHEL     sudo dnf install mysql
  macOS            brew install mysql-client`,
};

const FOLDERS = ['/usr/local/bin', '/opt/homebrew/bin', '/opt/homebrew/opt/mysql-client/bin'];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function flavourOf(file: string): Flavour | null {
  try {
    const said = execFileSync(file, ['--no-defaults', '--version'], { encoding: 'utf8', stdio: 'pipe' });
    return /mariadb/i.test(said) ? 'MariaDB' : 'MySQL';
  } catch {
    return null;
  }
}

/**
 * The program of `kind` that was made with the server: the other family's writes what this one does not read. Errors:
 * PlainRefusal with what to type.
 */
export function serverProgram(kind: 'dump' | 'client', flavour: Flavour): string {
  const folders = [...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...FOLDERS];
  const names: readonly string[] = NAMES[flavour][kind];
  const there = names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isProgram);
  const file = there.find((one) => flavourOf(one) === flavour);
  if (file !== undefined) return file;
  const found =
    there.length > 0
      ? `found only ${there[0]}, which is of the other family: what it writes does not load here`
      : 'found none';
  throw new PlainRefusal(
    `The server is ${flavour}, so this needs ${names.join(' or ')} of ${flavour}, and ${found}. Please type one of\n\n${INSTALL[flavour]}`,
  );
}
