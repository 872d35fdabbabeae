import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/platform/database/database.js';
import { Replicas } from '../../src/platform/database/replicas/replicas.js';
import { testDatabase } from '../support/database.js';
import type { OwnMariadb } from '../support/own-mariadb.js';
import { appUrl, inStep, type Replication, run, startReplication } from '../../scripts/rig/replication.js';
import { type Seen, watchStaleness } from '../support/staleness.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const LIMIT_MS = 1000;
/** A silent replica is noticed within a round and its deadline; then the writer answers. */
const SILENT_MS = 1500;
const CHANGES = rounds(5, { full: 50 });
const [WRITER, FIRST, SECOND] = [1, 2, 3];

let servers: Replication;
let db: Awaited<ReturnType<typeof testDatabase>>;
let near: { replicas: Replicas; database: Database };

beforeAll(async () => {
  servers = await startReplication({ replicas: 2 });
  db = await testDatabase([], servers.primary.url);
  await db.database.execute('CREATE TABLE numbers (n INT NOT NULL)');
  await db.database.execute('INSERT INTO numbers VALUES (1)');
  near = reader(LIMIT_MS / 1000);
});
afterAll(async () => {
  near?.replicas.onApplicationShutdown();
  await db?.dataSource.destroy();
  await servers?.close();
});

const urlOf = (server: OwnMariadb) =>
  Object.assign(new URL(appUrl(server)), { pathname: new URL(db.url).pathname }).toString();

const numbers = () => `${new URL(db.url).pathname.slice(1)}.numbers`;

/** A way to read as a web process has it. */
function reader(seconds: number) {
  const replicas = new Replicas({
    DATABASE_URL: db.url,
    DATABASE_REPLICA_URLS: servers.replicas.map(urlOf),
    DATABASE_POOL_SIZE: 5,
    DATABASE_REPLICA_MAX_LAG_SECONDS: seconds,
  });
  return { replicas, database: new Database(db.dataSource, replicas) };
}

const states = ({ replicas }: typeof near) => replicas.states().map(({ state }) => state);
const become = (wanted: string[], who = near) =>
  until(`replicas are ${wanted.join(' and ')}`, async () => states(who).join() === wanted.join(), 20);
const first = () => servers.replicas[0]!;
const delayBy = (server: OwnMariadb, seconds: number) =>
  run(server, 'STOP SLAVE', `CHANGE MASTER TO master_delay = ${seconds}`, 'START SLAVE');

/** Which servers answered so many reads. */
async function answeredBy(reads: number): Promise<number[]> {
  const sql = 'SELECT @@server_id AS server';
  const rows = await Promise.all(
    Array.from({ length: reads }, () => near.database.read<{ server: number }>(sql)),
  );
  return rows.map(([row]) => row!.server);
}

function expectFresh(what: string, seen: Seen): void {
  const by = [...seen.by].toSorted(([a], [b]) => a - b).map(([server, reads]) => `${server}: ${reads}`);
  const { reads, failed, stalestMs, slowestMs } = seen;
  figure(
    `F29: reads while a replica is ${what}, the oldest and the slowest, by server`,
    `${reads}, ${Math.round(stalestMs)} ms, ${Math.round(slowestMs)} ms, ${by.join(', ')}`,
  );
  expect(failed).toBe(0);
  expect(stalestMs).toBeLessThan(LIMIT_MS);
  expect(slowestMs).toBeLessThan(SILENT_MS);
}

describe('reads', () => {
  it('come from the replicas in turn, and from the writer before they are known', async () => {
    expect(await answeredBy(1)).toEqual([WRITER]);
    await become(['used', 'used']);
    const servers = await answeredBy(40);
    expect(servers.filter((server) => server === FIRST)).toHaveLength(20);
    expect(servers.filter((server) => server === SECOND)).toHaveLength(20);
  });

  it('bring the same values as the writer', async () => {
    await db.database
      .execute(`CREATE TABLE kinds (a BIGINT, b DECIMAL(10, 2), c DATETIME(3), d JSON, e BLOB, f DOUBLE,
      g TEXT, h TINYINT(1), i DATE, j BIGINT UNSIGNED)`);
    const values = [
      2 ** 53 - 1,
      '12.50',
      new Date('2026-01-02T03:04:05.678Z'),
      '{"a":[1]}',
      Buffer.from([0, 255]),
    ];
    await db.database.execute('INSERT INTO kinds VALUES (?)', [
      [...values, 0.1, 'Wäsche ☕', true, '2026-05-06', '18446744073709551615'],
    ]);
    await Promise.all(servers.replicas.map((replica) => inStep(servers.primary, replica)));
    const sql =
      'SELECT kinds.*, SUM(a), COUNT(*), NULL, @@server_id <> 1 AS isReplica FROM kinds WHERE h IN (?)';
    const [written] = await near.database.query<Record<string, unknown>>(sql, [[1, 2]]);
    const [read] = await near.database.read<Record<string, unknown>>(sql, [[1, 2]]);
    expect(read).toEqual({ ...written, isReplica: 1 });
    expect(written!['isReplica']).toBe(0);
  });

  it('that a replica cannot answer are answered by the writer', async () => {
    await db.database.execute('CREATE TABLE news (n INT)');
    await Promise.all(servers.replicas.map((replica) => inStep(servers.primary, replica)));
    await run(first(), 'SET sql_log_bin = 0', `DROP TABLE ${new URL(db.url).pathname.slice(1)}.news`);
    for (let n = 0; n < 4; n += 1) expect(await near.database.read('SELECT n FROM news')).toEqual([]);
    await expect(near.database.read('SELECT nothing FROM nowhere')).rejects.toThrow('nowhere');
  });
});

describe('a replica', () => {
  it('that is behind is left out, and comes back by itself', async () => {
    await become(['used', 'used']);
    const seen = await watchStaleness(near.database, async () => {
      await delayBy(first(), 5);
      await become(['behind', 'used']);
    });
    expectFresh('delayed by 5 s', seen);
    expect(new Set(await answeredBy(100))).toEqual(new Set([SECOND]));
    await delayBy(first(), 0);
    await become(['used', 'used']);
  });

  it('that follows the writer no more is left out, and comes back by itself', async () => {
    const seen = await watchStaleness(near.database, async () => {
      await run(first(), 'STOP SLAVE');
      await become(['behind', 'used']);
    });
    expectFresh('stopped', seen);
    await run(first(), 'START SLAVE');
    await become(['used', 'used']);
  });

  it('that is killed is left out, and comes back by itself', async () => {
    const seen = await watchStaleness(near.database, async () => {
      await first().kill();
      await become(['down', 'used']);
      await first().restart();
      await become(['used', 'used']);
    });
    expectFresh('killed', seen);
  });

  it('that is frozen is left out, and comes back by itself', async () => {
    const seen = await watchStaleness(near.database, async () => {
      await first().freeze();
      await become(['down', 'used']);
      first().thaw();
      await become(['used', 'used']);
    });
    expectFresh('frozen', seen);
  });
});

describe('what was changed', () => {
  it(`is seen by the next read though replicas are a second behind, ${CHANGES} times`, async () => {
    await Promise.all(servers.replicas.map((replica) => delayBy(replica, 1)));
    const patient = reader(10);
    patient.replicas.start();
    await become(['used', 'used'], patient);
    let hits = 0;
    for (let n = 1_000_001; n <= 1_000_000 + CHANGES; n += 1) {
      await until('a replica is read', async () => (await isFromReplica(patient.database)) || null);
      await db.database.execute('UPDATE numbers SET n = ?', [n]);
      const [unnoted] = await patient.database.read<{ n: number }>('SELECT n FROM numbers');
      if (unnoted!.n !== n) hits += 1;
      patient.replicas.noteChange(0);
      const [row] = await patient.database.read<{ n: number }>('SELECT n FROM numbers');
      expect(row!.n).toBe(n);
      const [copy] = await run(first(), `SELECT n FROM ${numbers()}`);
      expect(copy!['n']).not.toBe(n);
    }
    figure('F29: changes that a read would have missed, had they not been noted', `${hits} of ${CHANGES}`);
    expect(hits).toBe(CHANGES);
    patient.replicas.onApplicationShutdown();
    await Promise.all(servers.replicas.map((replica) => delayBy(replica, 0)));
    await become(['used', 'used']);
  });
});

const isFromReplica = async (database: Database) =>
  (await database.read<{ server: number }>('SELECT @@server_id AS server'))[0]!.server !== WRITER;

describe('all of them', () => {
  it('may be out: then the writer answers', async () => {
    await Promise.all(servers.replicas.map((replica) => run(replica, 'STOP SLAVE')));
    await become(['behind', 'behind']);
    expect(new Set(await answeredBy(20))).toEqual(new Set([WRITER]));
    await Promise.all(servers.replicas.map((replica) => run(replica, 'START SLAVE')));
    await become(['used', 'used']);
  });

  it('answer while the writer is away', async () => {
    await servers.primary.kill();
    const sql = 'SELECT n FROM numbers';
    const began = performance.now();
    while (performance.now() - began < 2 * LIMIT_MS) expect(await near.database.read(sql)).toHaveLength(1);
    expect(new Set(await answeredBy(20))).toEqual(new Set([FIRST, SECOND]));
    await servers.primary.restart();
    await run(servers.primary, `UPDATE ${numbers()} SET n = 7`);
    await until('replicas follow again', async () => {
      const [row] = await near.database.read<{ n: number; server: number }>(
        `SELECT n, @@server_id AS server FROM numbers`,
      );
      return row!.n === 7 && row!.server !== WRITER;
    });
  });
});
