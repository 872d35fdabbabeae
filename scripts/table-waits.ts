import { setTimeout as pause } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { errorNumber } from '../src/platform/database/database-errors.js';

/** A statement that changes tables is a transaction of its own: one that was refused has changed nothing, and may be sent again. */
const CHANGES_TABLES = /^\s*(ALTER|CREATE|DROP|RENAME)\s/i;
const LOCK_WAIT_TIMEOUT = 1205;
/** So long others go first, at least, before the table is asked for again. */
const PAUSE_MS = 1000;
const PATIENCE_MS = 180_000;

/**
 * Has `runner` ask again for a table that somebody else uses, for three minutes. Errors: says what to do, when it is still in use
 * then.
 */
export function askAgainForTables(runner: QueryRunner, say: (line: string) => void): void {
  const send = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
  runner.query = (async (sql: string, ...rest: unknown[]) => {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await send(sql, ...rest);
      } catch (error) {
        if (!CHANGES_TABLES.test(sql) || errorNumber(error) !== LOCK_WAIT_TIMEOUT) throw error;
        if (performance.now() > end) throw new Error(inUse(sql), { cause: error });
      }
      say(`Somebody uses the table of "${firstLine(sql)}"; asking again.`);
      await pause(PAUSE_MS * (1 + Math.random()));
    }
  }) as QueryRunner['query'];
}

const firstLine = (sql: string): string => sql.trim().split('\n', 1)[0]!;

const inUse = (sql: string): string =>
  `a transaction has used the table of "${firstLine(sql)}" for ${PATIENCE_MS / 1000} s: ` +
  'end it (SHOW FULL PROCESSLIST names it), then run `npm run migrate` again';
