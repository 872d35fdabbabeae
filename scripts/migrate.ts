import 'reflect-metadata';
import { DataSource, MigrationExecutor } from 'typeorm';
import { readEnv } from '../src/platform/config/env.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { MIGRATIONS_WAIT } from '../src/platform/database/limits.js';
import { run } from '../src/platform/process/run.js';
import { withMigrationLock } from './backup/migration-lock.js';
import { askAgainForTables } from './table-waits.js';

run(async () => {
  const env = readEnv();
  const dataSource = await new DataSource(await dataSourceOptions(env, MIGRATIONS_WAIT)).initialize();
  const runner = dataSource.createQueryRunner();
  askAgainForTables(runner, (line) => process.stdout.write(`${line}\n`));
  try {
    // On the connection that holds the lock: one that is lost takes the other along.
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    // Any number of these may start at once: the first one migrates, the others wait for it and find nothing to do.
    const done = await withMigrationLock(runner, () => executor.executePendingMigrations());
    const names = done.map((migration) => `  ${migration.name}\n`).join('');
    process.stdout.write(done.length === 0 ? 'The database is up to date.\n' : `Migrations run:\n${names}`);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
});
