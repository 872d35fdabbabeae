import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { OwnMariadb } from '../servers/own-mariadb.js';
import { until } from '../servers/until.js';

/** Unlike `shop`, it has to obey `read_only`, as the user of a shop does. */
const APP_USER = [
  `CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'app'`,
  `GRANT ALL ON *.* TO app@'%'`,
  `REVOKE READ ONLY ADMIN, SUPER ON *.* FROM app@'%'`,
];

/** A MariaDB and those that follow it, in step: what the primary has at the end of this, they have. */
export interface Replication {
  primary: OwnMariadb;
  replicas: OwnMariadb[];
  close(): Promise<void>;
}

/** Starts a primary and so many replicas, each a server of its own with its own data. The replicas are read-only. */
export async function startReplication({ replicas: count }: { replicas: number }): Promise<Replication> {
  const servers = await Promise.all(Array.from({ length: count + 1 }, (_, nth) => member(nth + 1)));
  const [primary, ...replicas] = servers as [OwnMariadb, ...OwnMariadb[]];
  await makeAppUser(primary);
  await Promise.all(replicas.map((replica) => follow(replica, primary)));
  await Promise.all(replicas.map((replica) => inStep(primary, replica)));
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
  return { primary, replicas, close };
}

export const makeAppUser = (server: OwnMariadb): Promise<unknown> => run(server, ...APP_USER);

/** The address of a server for a user who has to obey `read_only`. */
export function appUrl(server: OwnMariadb): string {
  const url = new URL(server.url);
  Object.assign(url, { username: 'app', password: 'app' });
  return url.toString();
}

/** Statements on one server, by a user who may do everything. Answers the rows of the last one. */
export async function run(server: OwnMariadb, ...statements: string[]): Promise<RowDataPacket[]> {
  const connection = await createConnection(server.url);
  try {
    let rows: unknown = [];
    for (const statement of statements) [rows] = await connection.query(statement);
    return rows as RowDataPacket[];
  } finally {
    connection.destroy();
  }
}

/** Resolves when `replica` has everything that `primary` has now. */
export async function inStep(primary: OwnMariadb, replica: OwnMariadb): Promise<void> {
  const [row] = await run(primary, 'SELECT @@gtid_binlog_pos AS position');
  await until('the replica has caught up', async () => {
    const [reply] = await run(replica, `SELECT MASTER_GTID_WAIT('${row!['position']}', 1) AS late`);
    return Number(reply!['late']) === 0;
  });
}

/** What a failover does: the old primary takes no changes any more, its connections stay; then the replica takes them. */
export async function promote(replica: OwnMariadb, old: OwnMariadb): Promise<void> {
  await run(old, 'SET GLOBAL read_only = 1');
  await inStep(old, replica);
  await run(replica, 'STOP SLAVE', 'RESET SLAVE ALL', 'SET GLOBAL read_only = 0');
}

/** Begins with the first change that the primary ever made, the users of its start among them. */
async function follow(replica: OwnMariadb, primary: OwnMariadb): Promise<void> {
  const source = `master_host = '127.0.0.1', master_port = ${primary.port}, master_user = 'shop', master_password = 'shop'`;
  await run(
    replica,
    'SET GLOBAL read_only = 1',
    `CHANGE MASTER TO ${source}, master_use_gtid = slave_pos, master_connect_retry = 1`,
    'START SLAVE',
  );
}

const member = (id: number): Promise<OwnMariadb> =>
  OwnMariadb.start(undefined, {
    'server-id': `${id}`,
    'log-bin': 'binlog',
    'binlog-format': 'ROW',
    'relay-log': 'relay',
    'gtid-domain-id': '0',
    'slave-net-timeout': '5',
  });
