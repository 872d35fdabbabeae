import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { emptyDatabase, testDatabase } from '../support/database.js';
import { figure, outages } from '../support/tier.js';
import { until } from '../support/until.js';

const AT_ONCE = 5;
/** It changes a table that every page reads. */
const CHANGES_VARIANTS = 'AddMeasuresToVariants1790000350100';
const HELD_SECONDS = outages(4, { full: 30 })[0]!;
/** A migration asks for a table for a second; the rest is a busy machine. */
const LONGEST_MS = 1500;

let database: Awaited<ReturnType<typeof emptyDatabase>>;
const open: Connection[] = [];

async function connect(): Promise<Connection> {
  const connection = await createConnection(database.url.replace(/^mariadb:/, 'mysql:'));
  open.push(connection);
  return connection;
}

function startMigrating() {
  const env = { ...process.env, DATABASE_URL: database.url, REDIS_URL: 'redis://127.0.0.1:1' };
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist', 'scripts', 'migrate.js')], { env });
  const ended = Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  return ended.then(([said, [code]]) => ({ code, said }));
}

/** A database as a version left it that had no more than the first `count` migrations. */
async function migrated(count: number): Promise<void> {
  if (count === 0) return void (database = await emptyDatabase());
  const { dataSource, url, drop } = await testDatabase();
  database = { url, drop };
  for (let nth = migrations.length; nth > count; nth -= 1) await dataSource.undoLastMigration();
}

async function countOf(connection: Connection, sql: string, values: unknown[] = []): Promise<number> {
  const [rows] = await connection.query(sql, values);
  return Number((rows as { count: unknown }[])[0]!.count);
}

/** Asks for the table of variants, again and again, until `isOver`; answers what the longest answer took, in milliseconds. */
async function longestRead(isOver: () => boolean): Promise<number> {
  const shopper = await connect();
  let longest = 0;
  while (!isOver()) {
    const asked = performance.now();
    await shopper.query('SELECT COUNT(*) FROM variants');
    longest = Math.max(longest, performance.now() - asked);
    await pause(10);
  }
  return longest;
}

describe('F30: npm run migrate', () => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.end()));
    await database.drop();
  });

  it.each([
    ['an empty database', 0],
    ['the database of an older version', migrations.length - 12],
  ])(`runs every migration once when ${AT_ONCE} start at the same moment on %s`, async (_, count) => {
    await migrated(count);
    const runs = await Promise.all(Array.from({ length: AT_ONCE }, startMigrating));
    expect(runs.map((run) => run.code)).toEqual(Array(AT_ONCE).fill(0));
    expect(runs.filter((run) => run.said.includes('up to date'))).toHaveLength(AT_ONCE - 1);
    const sql = 'SELECT COUNT(DISTINCT name) AS count FROM migrations';
    expect(await countOf(await connect(), sql)).toBe(migrations.length);
    expect(await countOf(await connect(), sql.replace('DISTINCT name', '*'))).toBe(migrations.length);
  });

  it(`holds nobody up for more than a second while a reader keeps a transaction open for ${HELD_SECONDS} s`, async () => {
    await migrated(migrations.findIndex(({ name }) => name === CHANGES_VARIANTS));
    const reader = await connect();
    await reader.query('START TRANSACTION');
    await reader.query('SELECT * FROM variants');

    let isOver = false;
    const migration = startMigrating().finally(() => (isOver = true));
    const longest = longestRead(() => isOver);
    const watcher = await connect();
    const waiting = `SELECT COUNT(*) AS count FROM information_schema.processlist WHERE db = DATABASE() AND state LIKE 'Waiting for table metadata lock'`;
    await until('the migration waits for the table', async () => (await countOf(watcher, waiting)) > 0);
    await pause(HELD_SECONDS * 1000);
    expect(isOver).toBe(false);
    await reader.query('COMMIT');

    const { code, said } = await migration;
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/uses the table of "ALTER TABLE variants/),
    });
    figure(`longest read behind a migration, reader of ${HELD_SECONDS} s, ms`, (await longest).toFixed(0));
    // It did stand in the way, and no longer than it may.
    expect(await longest).toBeGreaterThan(400);
    expect(await longest).toBeLessThan(LONGEST_MS);
    const columns = `SELECT COUNT(*) AS count FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'variants' AND column_name = 'measure_base'`;
    expect(await countOf(watcher, columns)).toBe(1);
  });
});
