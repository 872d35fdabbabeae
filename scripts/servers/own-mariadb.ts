import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OwnServer } from './own-server.js';
import { freePort, startProcess, type RunningProcess } from './processes.js';
import { quickFolder } from './quick-folder.js';

const INSTALLER = process.env['CLOUDCART_MARIADB_INSTALL_DB'] ?? 'mariadb-install-db';
const SQL = `CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS shop@'%' IDENTIFIED BY 'shop';
GRANT ALL ON *.* TO shop@'%' WITH GRANT OPTION;
`;

/** A MariaDB of a test's or a bench's own, to be frozen, killed and started again on the same port with the same data. */
export class OwnMariadb extends OwnServer {
  /** `parent`: where its data are, in memory unless told. `settings`: more options of the server, without their dashes. */
  static async start(
    parent = quickFolder(),
    settings: Readonly<Record<string, string>> = {},
  ): Promise<OwnMariadb> {
    const [port, folder] = [await freePort(), mkdtempSync(join(parent, 'cloudcart-mariadb-'))];
    const quiet = ['--auth-root-authentication-method=normal', '--skip-test-db', '--force'];
    execFileSync(INSTALLER, ['--no-defaults', `--datadir=${join(folder, 'data')}`, ...quiet]);
    writeFileSync(join(folder, 'init.sql'), SQL);
    mkdirSync(join(folder, 'tmp'));
    const start = () => launch(port, folder, settings);
    return new OwnMariadb(port, start, await start(), folder);
  }

  get url(): string {
    return `mysql://shop:shop@127.0.0.1:${this.port}/shop`;
  }
}

function launch(
  port: number,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<RunningProcess> {
  const places = {
    datadir: join(folder, 'data'),
    socket: 'server.sock',
    // A server that starts removes the temporary tables of all others that share its folder for them.
    tmpdir: join(folder, 'tmp'),
    'init-file': join(folder, 'init.sql'),
  };
  const size = { 'innodb-buffer-pool-size': '32M', 'innodb-flush-log-at-trx-commit': '1' };
  const options = { port: `${port}`, 'bind-address': '127.0.0.1', ...places, ...size, ...settings };
  const root = process.getuid?.() === 0 ? ['--user=root'] : [];
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  return startProcess({
    file: process.env['CLOUDCART_MARIADBD'] ?? 'mariadbd',
    args: ['--no-defaults', '--skip-name-resolve', '--character-set-server=utf8mb4', ...root, ...args],
    ready: /ready for connections/,
  });
}
