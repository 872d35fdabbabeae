/** The private MySQL-compatible server: MariaDB or MySQL with its data in a folder of its own. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writePrivate } from './data-folder.mjs';
import { converse } from './private-server.mjs';
import { run } from './processes.mjs';

const COMMON = ['--character-set-server=utf8mb4', '--default-time-zone=+00:00', '--skip-name-resolve'];
const SMALL = ['--innodb-buffer-pool-size=64M', '--max-connections=400'];

async function createData(program, folder, user) {
  const unfinished = makeFolder(join(folder, 'data.new'), 0o700, user);
  const args = [`--datadir=${unfinished}`];
  const options = { ...user, env: program.env, cwd: folder };
  if (program.flavour === 'mysql')
    await run(program.file, ['--no-defaults', ...args, '--initialize-insecure'], options);
  else {
    const quiet = ['--auth-root-authentication-method=normal', '--skip-test-db', '--force'];
    await run(program.installDb, ['--no-defaults', ...program.options, ...args, ...quiet], options);
  }
  renameSync(unfinished, join(folder, 'data'));
}

/** Statements the server runs by itself before it lets anybody in; harmless each time. A restore works in a schema beside the shop's. */
const initSql = (secrets, rights) => `CREATE DATABASE IF NOT EXISTS cloudcart CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS cloudcart@'%' IDENTIFIED BY '${secrets.mysql}';
ALTER USER cloudcart@'%' IDENTIFIED BY '${secrets.mysql}';
GRANT ALL ON ${rights} TO cloudcart@'%'${rights === '*.*' ? ' WITH GRANT OPTION' : ''};
GRANT ALL ON \`cloudcart\\_restore\\_%\`.* TO cloudcart@'%';
ALTER USER root@localhost IDENTIFIED BY '${secrets.mysqlRoot}';
`;

/** Version from the greeting that a MySQL server sends first; '' when there is none. */
async function version(port) {
  const greeting = await converse(port, '', (heard) => heard.length > 5 && heard.includes('\0', 5));
  if (greeting.charCodeAt(4) !== 10) return '';
  const text = greeting.slice(5, greeting.indexOf('\0', 5)).replace(/^5\.5\.5-/, '');
  return /mariadb/i.test(text) ? `MariaDB ${text.split('-')[0]}` : `MySQL ${text.split('-')[0]}`;
}

/** `rights`: what the shop's user may use; tests create databases and users, and take `*.*`, which they may hand on. */
export function mysqlSpec({ program, folder, user, secrets, rights = 'cloudcart.*', options = [] }) {
  const data = join(folder, 'data');
  const own =
    program.flavour === 'mysql' ? ['--mysqlx=OFF', '--secure-file-priv=NULL', '--skip-log-bin'] : [];
  return {
    name: 'database',
    folder,
    user,
    version,
    async prepare() {
      makeFolder(folder, 0o700, user);
      makeFolder(join(folder, 'tmp'), 0o700, user);
      if (!existsSync(data)) {
        rmSync(join(folder, 'data.new'), { recursive: true, force: true });
        await createData(program, folder, user);
      }
      writePrivate(join(folder, 'init.sql'), initSql(secrets, rights), user);
    },
    command(port) {
      // The socket is named relative to the data: a whole path may be too long for the system (108 bytes).
      const places = [`--datadir=${data}`, '--socket=server.sock', `--pid-file=${join(data, 'server.pid')}`];
      // A server that starts removes the temporary tables of all others that share its folder for them.
      const tmp = `--tmpdir=${join(folder, 'tmp')}`;
      const network = [
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        `--init-file=${join(folder, 'init.sql')}`,
      ];
      const args = [
        '--no-defaults',
        ...program.options,
        ...places,
        tmp,
        ...network,
        ...COMMON,
        ...SMALL,
        ...own,
        ...options,
      ];
      return { file: program.file, args, env: program.env };
    },
  };
}
