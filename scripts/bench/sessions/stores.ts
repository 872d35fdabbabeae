import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { readEnv } from '../../../src/platform/config/env.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { openValueStore } from '../../../src/platform/values/open-value-store.js';
import type { ValueStore } from '../../../src/platform/values/value-store.js';
import { OwnDynamodb } from '../../servers/own-dynamodb.js';
import { OwnMariadb } from '../../servers/own-mariadb.js';
import { OwnMemcached } from '../../servers/own-memcached.js';
import { OwnRedis } from '../../servers/own-redis.js';
import { putting } from './copies.js';
import { dynamodbBytes, writingBatches } from './dynamodb-copies.js';
import { insertingRows, storedBytes } from './mysql-copies.js';
import { benchRedis, copyingIn, usedMemory } from './redis-copies.js';
import type { StoreName, StoreUnderTest } from './store.js';

const MEMCACHED_NODES = 3;
const PATIENCE_MS = 30_000;
const BLOCK_BYTES = 512;
const versionOf = (text: string): string => /\d+\.\d+\.\d+/.exec(text)?.[0] ?? 'of an unknown version';

const settingsFor = (store: StoreName, url?: string): NodeJS.ProcessEnv => ({
  SESSION_STORE: store,
  ...(url !== undefined && { SESSION_STORE_URL: url }),
});

/** The shop's own way into a store, with more patience than the shop has. */
const openStore = (settings: NodeJS.ProcessEnv): Promise<ValueStore> =>
  openValueStore(readEnv({ DATABASE_URL: 'mysql://127.0.0.1:1/none', ...settings }), {
    deadlineMs: PATIENCE_MS,
  } as Parameters<typeof openValueStore>[1]);

async function restarted(server: { kill(): Promise<void>; restart(): Promise<void> }): Promise<void> {
  await server.kill();
  await server.restart();
}

const redis: StoreUnderTest = {
  name: 'redis',
  about: 'one node, append-only file synced every second, noeviction',
  counts: 'used_memory of the server',
  async start() {
    const log = { appendonly: 'yes', appendfsync: 'everysec', 'auto-aof-rewrite-percentage': '0' };
    const server = await OwnRedis.start({ ...log, 'maxmemory-policy': 'noeviction' });
    const client = await benchRedis(server.url);
    return {
      version: `Redis ${versionOf(/redis_version:.*/.exec(await client.info('server'))?.[0] ?? '')}`,
      settings: { SESSION_STORE: 'redis', REDIS_URL: server.url },
      loseNode: () => restarted(server),
      copier: copyingIn(client),
      bytes: () => usedMemory(client),
      close: async () => {
        client.destroy();
        await server.close();
      },
    };
  },
};

const memcached: StoreUnderTest = {
  name: 'memcached',
  about: `${MEMCACHED_NODES} nodes of 1 GB`,
  counts: 'bytes of the items with their heads, as the nodes say',
  copiesOneByOne: true,
  async start() {
    const start = () => OwnMemcached.start(['-m', '1024']);
    const nodes = await Promise.all(Array.from({ length: MEMCACHED_NODES }, start));
    const settings = settingsFor('memcached', `memcached://${nodes.map((node) => node.address).join(',')}`);
    const store = await openStore(settings);
    const program = process.env['CLOUDCART_MEMCACHED'] ?? 'memcached';
    return {
      version: `memcached ${versionOf(execFileSync(program, ['-V'], { encoding: 'utf8' }))}`,
      settings,
      loseNode: () => restarted(nodes[0]!),
      copier: putting(store),
      bytes: async () => {
        const sizes = await Promise.all(nodes.map((node) => node.stat('bytes')));
        return sizes.reduce((sum, size) => sum + size, 0);
      },
      close: async () => {
        await store.close();
        await Promise.all(nodes.map((node) => node.kill()));
      },
    };
  },
};

const dynamodb: StoreUnderTest = {
  name: 'dynamodb',
  about: 'dynalite, an emulator in one Node process with its data on disk: not the speed of DynamoDB',
  counts: 'names and values of the attributes, as DynamoDB bills them',
  async start(folder) {
    const server = await OwnDynamodb.start(folder);
    const url = `dynamodb://sessions?region=eu-central-1&endpoint=${server.endpoint}`;
    const settings = settingsFor('dynamodb', url);
    const store = await openStore(settings);
    const { version } = createRequire(import.meta.url)('dynalite/package.json') as { version: string };
    return {
      version: `dynalite ${version}`,
      settings,
      loseNode: () => restarted(server),
      copier: writingBatches(store, server.endpoint),
      bytes: () => dynamodbBytes(server.endpoint),
      close: async () => {
        await store.close();
        await server.close();
      },
    };
  },
};

const mysql: StoreUnderTest = {
  name: 'mysql',
  about: 'a server of its own, on disk, every commit synced',
  counts: 'content of the rows, without the index',
  async start(folder) {
    const server = await OwnMariadb.start(folder);
    const options = await dataSourceOptions({ DATABASE_URL: server.url, DATABASE_POOL_SIZE: 2 });
    const dataSource = await new DataSource(options).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    const settings = settingsFor('mysql', server.url);
    const [store, connection] = [await openStore(settings), await createConnection(server.url)];
    // The server is killed under it.
    connection.on('error', () => {});
    const [rows] = await connection.query('SELECT VERSION() AS version');
    return {
      version: `MariaDB ${versionOf((rows as { version: string }[])[0]!.version)}`,
      settings,
      loseNode: () => restarted(server),
      copier: insertingRows(store, connection),
      bytes: () => storedBytes(connection),
      close: async () => {
        connection.destroy();
        await store.close();
        await server.close();
      },
    };
  },
};

const file: StoreUnderTest = {
  name: 'file',
  about: 'a folder on the local disk: not the speed of a shared file system',
  counts: 'blocks on the disk',
  copiesOneByOne: true,
  async start(folder) {
    const settings = settingsFor('file', `file://${folder}`);
    const store = await openStore(settings);
    return {
      version: 'no server',
      settings,
      copier: putting(store),
      bytes: async () => blocksIn(folder),
      close: () => store.close(),
    };
  },
};

const blocksIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + one.blocks * BLOCK_BYTES, 0);

const cookie: StoreUnderTest = {
  name: 'cookie',
  about: 'nothing on the server: session and cart travel with each request',
  counts: 'the Cookie header that travels with each request',
  start: async () => ({ version: 'no server', settings: settingsFor('cookie'), close: async () => {} }),
};

const memory: StoreUnderTest = {
  name: 'memory',
  about: 'the web process itself, one instance or sticky sessions',
  counts: 'live heap of the web process',
  start: async () => ({
    version: 'no server',
    settings: { ...settingsFor('memory'), ALLOW_MEMORY_SESSIONS: '1' },
    close: async () => {},
  }),
};

/** All session stores, the first of which the others are compared with. */
export const storesUnderTest: readonly StoreUnderTest[] = [
  redis,
  memcached,
  dynamodb,
  mysql,
  file,
  cookie,
  memory,
];
