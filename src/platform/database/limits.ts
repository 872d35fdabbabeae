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
}

/** Of processes in which visitors wait. */
export const VISITORS_WAIT: DatabaseLimits = {
  acquireMs: 1000,
  lockSeconds: 1,
  tableSeconds: 0,
  statementSeconds: 2,
  silenceMs: 2300,
};

/** Of workers and commands: imports, exports, reports. */
export const WORK_WAITS: DatabaseLimits = {
  acquireMs: 10_000,
  lockSeconds: 10,
  tableSeconds: 0,
  statementSeconds: 60,
  silenceMs: 65_000,
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
};

/** DI token of the limits; `WORK_WAITS` where nobody provides them. */
export const DATABASE_LIMITS = Symbol('DATABASE_LIMITS');

/** The statement that makes the server keep to them, for one connection, whose transactions are READ COMMITTED. */
export function sessionLimits(limits: DatabaseLimits, dialect: 'mysql' | 'mariadb'): string {
  const { statementSeconds, lockSeconds, tableSeconds } = limits;
  const own =
    dialect === 'mariadb'
      ? `max_statement_time = ${statementSeconds}, tx_isolation = 'READ-COMMITTED'`
      : `max_execution_time = ${statementSeconds * 1000}, transaction_isolation = 'READ-COMMITTED'`;
  const tables = tableSeconds > 0 ? `, lock_wait_timeout = ${tableSeconds}` : '';
  return `SET SESSION ${own}, innodb_lock_wait_timeout = ${lockSeconds}${tables}`;
}
