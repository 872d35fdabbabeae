/** How long a process waits for MySQL. 0: as long as it takes. */
export interface DatabaseLimits {
  /** For a connection of the pool. */
  acquireMs: number;
  /** For the rows that another transaction has locked. */
  lockSeconds: number;
  /** For a table that others use, when it is to be changed. 0: as long as the server says. */
  tableSeconds: number;
  /** The server ends a statement that takes longer; MySQL only one that reads. */
  statementSeconds: number;
  /** For the answer to a statement. After that the server is taken for dead. */
  silenceMs: number;
  /**
   * The server undoes a transaction whose process says nothing for so long: one that is frozen or cut off would keep
   * everybody from the rows it has locked. 0: as long as the server says.
   */
  idleSeconds: number;
}

/** Of processes in which visitors wait. */
export const VISITORS_WAIT: DatabaseLimits = {
  acquireMs: 1000,
  lockSeconds: 1,
  tableSeconds: 0,
  statementSeconds: 2,
  silenceMs: 2300,
  idleSeconds: 1,
};

/** Of workers and commands: imports, exports, reports. */
export const WORK_WAITS: DatabaseLimits = {
  acquireMs: 10_000,
  lockSeconds: 10,
  tableSeconds: 0,
  statementSeconds: 60,
  silenceMs: 65_000,
  idleSeconds: 10,
};

/**
 * A migration may rebuild a large table, or wait for another migrator. While it waits for a table, everybody who comes after
 * waits behind it: no longer than half of what a visitor's statement may take (docs/decisions/0063-changing-tables.md).
 */
export const MIGRATIONS_WAIT: DatabaseLimits = {
  acquireMs: 10_000,
  lockSeconds: 50,
  tableSeconds: 1,
  statementSeconds: 0,
  silenceMs: 0,
  idleSeconds: 0,
};

/** DI token of the limits; `WORK_WAITS` where nobody provides them. */
export const DATABASE_LIMITS = Symbol('DATABASE_LIMITS');

/** TypeORM's words. */
export const BEGIN = 'START TRANSACTION';
export const ENDINGS = new Set(['COMMIT', 'ROLLBACK']);

interface Beside {
  before?: string;
  after?: string;
}

export type Dialect = 'mysql' | 'mariadb';

/** The statement that makes the server keep to them, for one connection, whose transactions are READ COMMITTED. */
export function sessionLimits(limits: DatabaseLimits, dialect: Dialect): string {
  const { statementSeconds, lockSeconds, tableSeconds, idleSeconds } = limits;
  const own =
    dialect === 'mariadb'
      ? `max_statement_time = ${statementSeconds}, idle_transaction_timeout = ${idleSeconds}, tx_isolation = 'READ-COMMITTED'`
      : `max_execution_time = ${statementSeconds * 1000}, transaction_isolation = 'READ-COMMITTED'`;
  const tables = tableSeconds > 0 ? `, lock_wait_timeout = ${tableSeconds}` : '';
  return `SET SESSION ${own}, innodb_lock_wait_timeout = ${lockSeconds}${tables}`;
}

/**
 * What has to be sent before a transaction, and after it, by its first and last words. MySQL knows a limit for silent connections only,
 * and one that nobody needs just now may be silent.
 */
export function besideTransactions({ idleSeconds }: DatabaseLimits, dialect: Dialect): Map<string, Beside> {
  if (dialect === 'mariadb' || idleSeconds === 0) return new Map();
  const after = 'SET SESSION wait_timeout = DEFAULT';
  return new Map<string, Beside>([
    [BEGIN, { before: `SET SESSION wait_timeout = ${idleSeconds}` }],
    ...[...ENDINGS].map((ending) => [ending, { after }] as const),
  ]);
}
