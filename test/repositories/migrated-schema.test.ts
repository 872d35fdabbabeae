import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { emptyDatabase, testDatabase } from '../support/database.js';
import { schemaOf } from '../support/migrated-schema.js';

async function schemaAt(url: string) {
  const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
  try {
    return await schemaOf(connection);
  } finally {
    await connection.end();
  }
}

/** The tests' databases after the first are copies of it. */
it('a copy of a migrated database is what the migrations make', async () => {
  const migrated = await emptyDatabase();
  const options = await dataSourceOptions({ DATABASE_URL: migrated.url, DATABASE_POOL_SIZE: 2 });
  const dataSource = await new DataSource({ ...options, entities: [] }).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  await (await testDatabase()).drop();
  const copy = await testDatabase();
  const [made, copied] = [await schemaAt(migrated.url), await schemaAt(copy.url)];
  expect(made.length).toBeGreaterThan(40);
  // MySQL names the character set of a column whose collation was named.
  const plain = (statements: readonly string[]) =>
    statements.map((statement) => statement.replaceAll('CHARACTER SET utf8mb4 COLLATE', 'COLLATE'));
  expect(plain(copied)).toEqual(plain(made));
  await copy.drop();
  await migrated.drop();
});
