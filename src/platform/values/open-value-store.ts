import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Env } from '../config/env.js';
import { dynamodbAddress, fileFolder, memcachedAddress } from '../config/store-address.js';
import { dataSourceOptions } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { CookieStore } from './cookie-store.js';
import { DynamodbStore } from './dynamodb-store.js';
import { FileStore } from './file-store.js';
import { MemcachedStore } from './memcached-store.js';
import { MemoryStore } from './memory-store.js';
import { MysqlStore } from './mysql-store.js';
import type { StorePromises, ValueStore } from './value-store.js';

interface Parts {
  /** The shop's own way into MySQL; used by `mysql` unless SESSION_STORE_URL names another server. */
  database: Database;
  /** Milliseconds one request may take; 250 unless told. */
  deadlineMs?: number;
}

const PROMISES: Record<keyof StorePromises, string> = {
  sharedByInstances: 'shared by all instances',
  survivesInstance: 'survive the loss of an instance',
  survivesStoreNode: 'survive the loss of a node of the store',
  parallelAddsCompose: 'parallel changes compose',
  revocation: 'can be ended by the shop',
  expiry: 'expire on time',
};

/**
 * Opens the store that SESSION_STORE names, and logs what it does not keep.
 * Errors: SettingsError when a driver, table or folder is missing; RangeError for `redis`, which is no store of values.
 */
export async function openValueStore(env: Env, parts: Parts): Promise<ValueStore> {
  const store = await makeStore(env, parts);
  await store.open();
  const log = new Logger('SessionStore');
  log.log(`sessions and carts live in ${store.name}`);
  for (const line of unkeptPromises(store)) log.warn(line);
  return store;
}

/** One line for each promise that is not kept, or only so far, such as "memory, shared by all instances: each instance ...". */
function unkeptPromises({ name, promises }: ValueStore): string[] {
  const unkept = Object.entries(promises).filter(([, kept]) => kept !== true);
  return unkept.map(([promise, why]) => `${name}, ${PROMISES[promise as keyof StorePromises]}: ${why}`);
}

async function makeStore(env: Env, { database, deadlineMs }: Parts): Promise<ValueStore> {
  const url = env.SESSION_STORE_URL ?? '';
  switch (env.SESSION_STORE) {
    case 'memory':
      return new MemoryStore(deadlineMs);
    case 'cookie':
      return new CookieStore(env, deadlineMs);
    case 'file':
      return new FileStore(fileFolder(url)!, deadlineMs);
    case 'memcached':
      return new MemcachedStore(memcachedAddress(url)!, deadlineMs);
    case 'dynamodb':
      return new DynamodbStore(dynamodbAddress(url)!, deadlineMs);
    case 'mysql':
      return url ? elsewhere(env, url, deadlineMs) : new MysqlStore(database, undefined, deadlineMs);
    case 'redis':
      throw new RangeError('SESSION_STORE=redis is not a store of values');
  }
}

/** A MySQL of its own; `npm run migrate` with its address as DATABASE_URL makes the table. */
async function elsewhere(env: Env, url: string, deadlineMs?: number): Promise<MysqlStore> {
  const dataSource = new DataSource(await dataSourceOptions({ ...env, DATABASE_URL: url }));
  await dataSource.initialize();
  return new MysqlStore(new Database(dataSource), () => dataSource.destroy(), deadlineMs);
}
