import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { schemaOf, type Schema } from './migrated-schema.js';
import { testServer } from './test-server.js';

const SERVER = testServer('TEST_DATABASE_URL');

/** What the shop logs in passing is not what a test run has to say. */
Logger.overrideLogger(['error', 'fatal']);

/** One statement on the database server itself. */
async function onServer(server: string, statement: string): Promise<void> {
  const url = new URL(server.replace(/^mariadb:/, 'mysql:'));
  url.pathname = '/';
  const connection = await createConnection(url.toString());
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

/** By the migrations themselves the first time, then by what came of them. */
async function migrate(url: string, dataSource: DataSource): Promise<void> {
  const [{ version }] = (await dataSource.query('SELECT VERSION() AS version')) as [{ version: string }];
  const known = schemas.get(version);
  if (!known) await dataSource.runMigrations();
  const connection = await createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    multipleStatements: true,
  });
  try {
    if (known) await connection.query(known.join(';\n'));
    else schemas.set(version, await schemaOf(connection));
  } finally {
    await connection.end();
  }
}

/** An empty database of the test's own, on the server of all tests unless told. `drop` removes it. */
export async function emptyDatabase(server = SERVER): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => onServer(server, `DROP DATABASE ${name}`) };
}

/** Of each version of the server, once its first database has been migrated. */
const schemas = new Map<string, Schema>();

/** A migrated database of the test's own, and the way into it. `drop` closes the connections first. */
export async function testDatabase(entities: Function[] = [], server = SERVER) {
  const { url, drop } = await emptyDatabase(server);
  const options = await dataSourceOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 10 });
  const dataSource = await new DataSource({ ...options, entities }).initialize();
  await migrate(url, dataSource);
  const close = async () => {
    await dataSource.destroy();
    await drop();
  };
  return { url, dataSource, database: new Database(dataSource), drop: close };
}
