import { vi } from 'vitest';
import type { Connection } from 'mysql2/promise';
import type { Database } from '../../src/platform/database/database.js';

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** One step of a plan of `EXPLAIN FORMAT=TRADITIONAL`. */
export interface PlanStep {
  table: string | null;
  type: string | null;
  key: string | null;
  rows: number | string | null;
  Extra: string | null;
}

/** The statements outside of transactions that `work` sends, without the cache's own, which looks for changes by the clock. */
export async function statementsOf(database: Database, work: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(database, 'query');
  try {
    await work();
    const all = spy.mock.calls.map(([text, values = []]) => ({ text, values }));
    return all.filter(({ text }) => !text.includes('outbox'));
  } finally {
    spy.mockRestore();
  }
}

/** How the database goes about a statement. */
export const planOf = (database: Database, { text, values }: Statement): Promise<PlanStep[]> =>
  database.query<PlanStep>(`EXPLAIN FORMAT=TRADITIONAL ${text}`, values);

/** Rows and index entries that the server reads for these statements, sent once more over this connection. */
export async function rowsReadBy(connection: Connection, statements: readonly Statement[]): Promise<number> {
  const before = await handlerReads(connection);
  for (const { text, values } of statements) await connection.query(text, [...values]);
  return (await handlerReads(connection)) - before;
}

async function handlerReads(connection: Connection): Promise<number> {
  // What writes into temporary tables and reads them again is work too.
  const [rows] = await connection.query(
    `SHOW SESSION STATUS WHERE Variable_name IN ('Handler_read_first', 'Handler_read_key', 'Handler_read_last',
       'Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd')`,
  );
  return (rows as { Value: string }[]).reduce((sum, { Value }) => sum + Number(Value), 0);
}
