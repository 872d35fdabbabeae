import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readEnv } from '../../src/platform/config/env.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { openValueStore } from '../../src/platform/values/open-value-store.js';
import type { ValueStore } from '../../src/platform/values/value-store.js';
import { Browser, cookieStoreOf } from './cookie-values-app.js';
import { OwnDynamodb } from './own-dynamodb.js';
import { OwnMariadb } from './own-mariadb.js';
import { OwnMemcached } from './own-memcached.js';
import { quickFolder } from './quick-folder.js';

/** One kind of store with real servers behind it, as the conformance suite needs it. */
export interface StoreKit {
  /** Another instance of the shop, with more patience than a shop has unless told: the machine may be busy. */
  open(deadlineMs?: number): Promise<ValueStore>;
  /** Its environment, for instances that are processes of their own. */
  settings: NodeJS.ProcessEnv;
  /** Ways in which the store can be away, each until the function it answers is called. */
  outages: Record<string, () => Promise<() => Promise<void>>>;
  /** A node of the store dies at once, and one with the same name takes its place. */
  replaceNode?: () => Promise<void>;
  /** Before each test, where something of the last one would be in the way. */
  reset?: () => void;
  close(): Promise<void>;
}

Logger.overrideLogger(['error', 'fatal']);
process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';

const open =
  (settings: NodeJS.ProcessEnv) =>
  (deadlineMs = 5000) =>
    openValueStore(readEnv(settings), { deadlineMs } as Parameters<typeof openValueStore>[1]);

const settingsFor = (store: string, url?: string): NodeJS.ProcessEnv => ({
  DATABASE_URL: 'mysql://127.0.0.1:1/none',
  SESSION_STORE: store,
  ...(url !== undefined && { SESSION_STORE_URL: url }),
});

interface OwnServer {
  freeze(): Promise<void>;
  thaw(): void;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

function outagesOf(servers: readonly OwnServer[]): StoreKit['outages'] {
  return {
    frozen: async () => {
      await Promise.all(servers.map((server) => server.freeze()));
      return async () => servers.forEach((server) => server.thaw());
    },
    dead: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      return async () => void (await Promise.all(servers.map((server) => server.restart())));
    },
  };
}

async function restarted(server: OwnServer): Promise<void> {
  await server.kill();
  await server.restart();
}

async function memory(): Promise<StoreKit> {
  const settings = settingsFor('memory');
  return { open: open(settings), settings, outages: {}, close: async () => {} };
}

async function cookie(): Promise<StoreKit & { browser: Browser }> {
  const settings = settingsFor('cookie');
  const browser = new Browser();
  const visit = async () => cookieStoreOf(await open(settings)(), browser);
  return {
    open: visit,
    settings,
    outages: {},
    browser,
    reset: () => browser.forget(),
    close: async () => {},
  };
}

async function file(): Promise<StoreKit & { folder: string }> {
  const folder = mkdtempSync(join(quickFolder(), 'cloudcart-values-'));
  const settings = settingsFor('file', `file://${folder}`);
  const unmounted = async () => {
    renameSync(folder, `${folder}-away`);
    return async () => renameSync(`${folder}-away`, folder);
  };
  const close = async () => rmSync(folder, { recursive: true });
  return { open: open(settings), settings, outages: { unmounted }, folder, close };
}

async function mysql(): Promise<StoreKit> {
  const server = await OwnMariadb.start();
  const options = await dataSourceOptions({ DATABASE_URL: server.url, DATABASE_POOL_SIZE: 2 });
  const dataSource = await new DataSource(options).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  const settings = settingsFor('mysql', server.url);
  const replaceNode = () => restarted(server);
  return {
    open: open(settings),
    settings,
    outages: outagesOf([server]),
    replaceNode,
    close: () => server.close(),
  };
}

async function dynamodb(): Promise<StoreKit> {
  const server = await OwnDynamodb.start();
  const settings = settingsFor(
    'dynamodb',
    `dynamodb://sessions?region=eu-central-1&endpoint=${server.endpoint}`,
  );
  const replaceNode = () => restarted(server);
  return {
    open: open(settings),
    settings,
    outages: outagesOf([server]),
    replaceNode,
    close: () => server.close(),
  };
}

async function memcached(): Promise<StoreKit & { nodes: OwnMemcached[] }> {
  const nodes = await Promise.all([1, 2, 3].map(() => OwnMemcached.start()));
  const settings = settingsFor('memcached', `memcached://${nodes.map((node) => node.address).join(',')}`);
  const replaceNode = () => restarted(nodes[0]!);
  const close = async () => void (await Promise.all(nodes.map((node) => node.kill())));
  return { open: open(settings), settings, outages: outagesOf(nodes), replaceNode, nodes, close };
}

export const storeKits = { memory, cookie, file, mysql, dynamodb, memcached };
