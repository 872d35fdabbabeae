import 'reflect-metadata';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { readEnv } from '../src/platform/config/env.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { MIGRATIONS_WAIT } from '../src/platform/database/limits.js';
import { run } from '../src/platform/process/run.js';
import { askAgainForTables } from './table-waits.js';

const LOCK = 'cloudcart_migrate';
/** Longer than a migration waits for a table. */
const LOCK_WAIT_SECONDS = 240;

/** Any number of these may start at once: the first one migrates, the others wait for it and find nothing to do. */
async function withLock<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  const lock = `CONCAT('${LOCK}:', DATABASE())`;
  const rows = (await runner.query(`SELECT GET_LOCK(${lock}, ?) AS taken`, [LOCK_WAIT_SECONDS])) as {
    taken: unknown;
  }[];
  if (Number(rows[0]?.taken) !== 1)
    throw new Error(
      `another migration holds the lock for ${LOCK_WAIT_SECONDS} s: see what it waits for (SHOW FULL PROCESSLIST), then try again`,
    );
  try {
    return await work();
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${lock})`);
  }
}

run(async () => {
  const env = readEnv();
  const dataSource = await new DataSource(await dataSourceOptions(env, MIGRATIONS_WAIT)).initialize();
  const runner = dataSource.createQueryRunner();
  askAgainForTables(runner, (line) => process.stdout.write(`${line}\n`));
  try {
    // On the connection that holds the lock: one that is lost takes the other along.
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    const done = await withLock(runner, () => executor.executePendingMigrations());
    const names = done.map((migration) => `  ${migration.name}\n`).join('');
    process.stdout.write(done.length === 0 ? 'The database is up to date.\n' : `Migrations run:\n${names}`);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
});
