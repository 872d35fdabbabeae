import { createConnection } from 'mysql2/promise';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { CannotStartError } from '../process/cannot-start-error.js';
import { boundedDriver } from './bounded-pool.js';
import { CountingSubscriber } from './counting.subscriber.js';
import { type DatabaseLimits, WORK_WAITS } from './limits.js';

interface Settings {
  DATABASE_URL: string;
  DATABASE_POOL_SIZE: number;
}

/** Longest that a process which starts waits for the server's first word. */
const FIRST_WORD_MS = 5000;

/**
 * TypeORM's dialect follows the server: MySQL and MariaDB describe json and text columns differently. Errors: CannotStartError when
 * the server cannot be used.
 */
async function dialect(url: string): Promise<'mysql' | 'mariadb'> {
  const address = { uri: driverUrl(url), connectTimeout: FIRST_WORD_MS };
  const connection = await createConnection(address).catch((error: NodeJS.ErrnoException) => {
    const why = error.message || error.code;
    throw new CannotStartError(
      `MySQL at ${new URL(url).host} cannot be used: ${why}. Start it, or correct DATABASE_URL.`,
    );
  });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    const version = (rows as { version: string }[])[0]?.version ?? '';
    return version.includes('MariaDB') ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

/** mysql2 knows only the `mysql:` scheme, and TLS as `ssl` with JSON. */
export function driverUrl(address: string): string {
  const url = new URL(address.replace(/^mariadb:/, 'mysql:'));
  if (url.searchParams.get('ssl-mode') === 'REQUIRED') {
    url.searchParams.delete('ssl-mode');
    url.searchParams.set('ssl', JSON.stringify({ rejectUnauthorized: true }));
  }
  return url.toString();
}

/** How values look on every connection, to the primary and to replicas. */
export const DRIVER_OPTIONS = {
  timezone: 'Z',
  charset: 'utf8mb4_general_ci',
  supportBigNumbers: true,
  bigNumberStrings: false,
} as const;

export const CONNECTION_EXTRAS = {
  connectAttributes: { program_name: 'cloudcart' },
  // Nobody prepares statements, and mysql2 lays out half a megabyte of empty list per connection for its usual 16,000.
  maxPreparedStatements: 1,
  // Else it takes a stack trace with each statement, for the case that it fails: a twentieth of a request that asks for two.
  trace: false,
};

/** Options of the one connection pool. UTC and utf8mb4 everywhere; the schema comes from `migrations/` only. */
export async function dataSourceOptions(
  settings: Settings,
  limits: DatabaseLimits = WORK_WAITS,
): Promise<DataSourceOptions> {
  const type = await dialect(settings.DATABASE_URL);
  return {
    type,
    driver: boundedDriver(limits, type),
    url: driverUrl(settings.DATABASE_URL),
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeout: 2000,
    ...DRIVER_OPTIONS,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    subscribers: [CountingSubscriber],
    synchronize: false,
    // A failed statement would be logged with its values: addresses, password hashes. Whoever catches it logs it.
    logging: false,
    extra: { queueLimit: 500, ...CONNECTION_EXTRAS },
  };
}
