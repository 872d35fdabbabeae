import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { DataSource, type EntityManager } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { VISITORS_WAIT } from '../../src/platform/database/limits.js';
import { NoAnswerError, UnavailableError } from '../../src/platform/errors/shop-error.js';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { appUrl, makeAppUser, run } from '../../scripts/rig/replication.js';
import { figure, isFull } from '../support/tier.js';
import { until } from '../support/until.js';

const POOL = 5;
const FROZEN_SECONDS = isFull ? 10 : 3;
/** What a process in which visitors wait may take to say that MySQL is away: for a connection, then for an answer. */
const NOBODY_WAITS_MS = VISITORS_WAIT.acquireMs + VISITORS_WAIT.silenceMs;
const ADD = 'INSERT INTO things VALUES (?)';

/** The way into MySQL while servers die, freeze and change places behind one address. */
describe('a pool', () => {
  let old: OwnMariadb;
  let fresh: OwnMariadb;
  let link: FaultProxy;
  let dataSource: DataSource;
  let database: Database;

  beforeAll(async () => {
    [old, fresh] = await Promise.all([OwnMariadb.start(), OwnMariadb.start()]);
    for (const server of [old, fresh]) {
      await makeAppUser(server);
      await run(server, 'CREATE TABLE shop.things (id INT PRIMARY KEY)');
    }
    link = await FaultProxy.before(appUrl(old));
    const settings = { DATABASE_URL: link.url, DATABASE_POOL_SIZE: POOL };
    dataSource = await new DataSource(await dataSourceOptions(settings, VISITORS_WAIT)).initialize();
    database = new Database(dataSource);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await link?.close();
    await Promise.all([old, fresh].map((server) => server?.close()));
  });
  beforeEach(() => database.execute('DELETE FROM things'));

  let id = 0;
  const add = () => database.transaction((tx) => tx.query(ADD, [(id += 1)]));
  const count = async (server = old) =>
    (await run(server, 'SELECT COUNT(*) AS n FROM shop.things'))[0]!['n'] as number;
  const connections = async (server: OwnMariadb) =>
    (await run(server, `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = 'app'`))[0]![
      'n'
    ] as number;
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.constructor.name,
    );

  async function timed<T>(work: Promise<T>): Promise<{ value: T; took: number }> {
    const started = performance.now();
    return { value: await work, took: performance.now() - started };
  }

  /** Has every connection of the pool in use at once, so that all of them are open afterwards. */
  async function fill(): Promise<void> {
    await Promise.all(Array.from({ length: POOL }, () => database.query('SELECT SLEEP(0.1)')));
  }

  it('whose server freezes refuses all in time, and serves again as soon as the server does', async () => {
    await fill();
    let [isHalfway, goOn] = [false, (): void => {}];
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const halfway = database.transaction(async (tx) => {
      await tx.query(ADD, [(id += 1)]);
      isHalfway = true;
      await gate;
      await tx.query(ADD, [(id += 1)]);
    });
    await until('half of it is sent', async () => isHalfway);
    await old.freeze();
    const thawed = pause(FROZEN_SECONDS * 1000).then(() => old.thaw());
    goOn();
    const works = Array.from({ length: 40 }, (_, nth) => (nth % 2 ? add() : database.query('SELECT 1')));
    const found = await Promise.all([halfway, ...works].map((work) => timed(outcome(work))));
    expect(new Set(found.map(({ value }) => value))).toEqual(new Set(['UnavailableError']));
    const longest = Math.max(...found.map(({ took }) => took));
    figure('F16: milliseconds that the longest of 41 waited for a frozen MySQL', longest.toFixed(0));
    expect(longest).toBeLessThan(NOBODY_WAITS_MS + 500);
    await thawed;
    const { took } = await timed(until('it works again', async () => (await outcome(add())) === 'done', 5));
    expect(took).toBeLessThan(2000);
    await until('what was halfway is undone', async () => (await count()) === 1, 5);
  });

  it('whose server was killed and is back works without a restart', async () => {
    await fill();
    await old.kill();
    const found = await Promise.all(Array.from({ length: 20 }, () => timed(outcome(add()))));
    expect(new Set(found.map(({ value }) => value))).toEqual(new Set(['UnavailableError']));
    expect(Math.max(...found.map(({ took }) => took))).toBeLessThan(NOBODY_WAITS_MS);
    await old.restart();
    await add();
    expect(await count()).toBe(1);
  });

  it('repeats a transaction that was lost before its end, and never one whose COMMIT may have been heard', async () => {
    for (const ending of ['reset', 'silence'] as const) {
      await link.dropReply({ after: /INSERT/, times: 1, ending });
      // Silence takes all the patience there is.
      expect(await outcome(add())).toBe(ending === 'reset' ? 'done' : 'UnavailableError');
      await link.pass();
      expect(await count()).toBe(1);
      await link.dropReply({ after: /COMMIT$/, times: 1, ending });
      const { value, took } = await timed(outcome(add()));
      expect(value).toBe('NoAnswerError');
      expect(took).toBeLessThan(NOBODY_WAITS_MS);
      await link.pass();
      expect(await count()).toBe(2);
      await database.execute('DELETE FROM things');
      await add();
    }
  });

  it('says of a single change without an answer that it may hold', async () => {
    await link.dropReply({ after: /INSERT/, times: 1 });
    const failure = await database.execute(ADD, [(id += 1)]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoAnswerError);
    await link.pass();
    expect(await count()).toBe(1);
  });

  it('waits for a locked row for a second or two, and for a connection for one; then it is free at once', async () => {
    await add();
    const [locked, wants] = [id, 50];
    // Not one of ours, whose server would not let it hold a row for so long.
    const holder = await createConnection(old.url);
    const change = (tx: EntityManager) => tx.query('UPDATE things SET id = id WHERE id = ?', [locked]);
    await run(old, 'SET GLOBAL innodb_lock_wait_timeout = 50');
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM shop.things WHERE id = ? FOR UPDATE', [locked]);
    const found = await Promise.all(
      Array.from({ length: wants }, () =>
        timed(database.transaction((tx) => change(tx) as Promise<unknown>).catch((error: unknown) => error)),
      ),
    );
    for (const { value } of found) expect(value).toBeInstanceOf(UnavailableError);
    const words = found.map(({ value }) => (value as UnavailableError).messageKey);
    expect(new Set(words)).toEqual(new Set(['errors.too_busy', 'errors.database_away']));
    expect(Math.max(...found.map(({ took }) => took))).toBeLessThan(NOBODY_WAITS_MS);
    expect((await timed(database.query('SELECT 1'))).took).toBeLessThan(1000);
    await holder.query('ROLLBACK');
    await holder.end();
  });

  it('has the server end a statement that takes too long', async () => {
    const { value, took } = await timed(
      database.query('SELECT SLEEP(30)').then(
        () => null,
        (error: UnavailableError) => error.messageKey,
      ),
    );
    expect(value).toBe('errors.too_busy');
    expect(took).toBeLessThan(NOBODY_WAITS_MS);
  });

  it('F15: leaves a server that became read-only, with all its connections, for the one that the address leads to', async () => {
    await fill();
    expect(await connections(old)).toBe(POOL);
    const busy = dataSource.createQueryRunner();
    await busy.query('SELECT 1');
    await run(old, 'SET GLOBAL read_only = 1');
    expect(await outcome(add())).toBe('UnavailableError');
    link.retarget('127.0.0.1', fresh.port, { keepExisting: true });
    const { took } = await timed(add());
    figure('F15: milliseconds of the first change after the address moved', took.toFixed(0));
    expect(took).toBeLessThan(1000);
    expect(await count(fresh)).toBe(1);
    expect(await busy.query('SELECT @@port AS port')).toEqual([{ port: old.port }]);
    await busy.release();
    await until('nothing leads to the old one', async () => (await connections(old)) === 0);
  });

  it('F15: learns from a transaction that changes nothing that its server is read-only', async () => {
    await database.query('SELECT 1');
    await run(fresh, 'SET GLOBAL read_only = 1');
    await run(old, 'SET GLOBAL read_only = 0');
    link.retarget('127.0.0.1', old.port, { keepExisting: true });
    const port = await database.transaction(
      async (tx) => (await tx.query<{ port: number }[]>('SELECT @@port AS port'))[0]!.port,
    );
    expect(port).toBe(old.port);
  });
});
