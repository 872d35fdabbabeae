import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import type { Database } from '../../../src/platform/database/database.js';
import { withRequestStats } from '../../../src/platform/request/request-stats.js';

export interface Cost {
  ms: number;
  statements: number;
  /** Time that statements took, added up, as this process sees it. */
  mysqlMs: number;
  /** Rows and index entries that the server read: the sum of its `Handler_read` counters. */
  rowsRead: number;
}

/** What `work` answers, and what it took. Nobody else may be at work. */
export async function costOf<T>(database: Database, work: () => Promise<T>): Promise<Cost & { answer: T }> {
  const before = await rowsRead(database);
  const started = performance.now();
  const { answer, trips, milliseconds } = await withRequestStats(async (stats) => ({
    ...stats,
    answer: await work(),
  }));
  const ms = performance.now() - started;
  const read = (await rowsRead(database)) - before;
  return { answer, ms, statements: trips.db, mysqlMs: milliseconds.db, rowsRead: read };
}

/** Of all connections. Not with `rnd_next`, which this question itself counts up by hundreds. */
async function rowsRead(database: Database): Promise<number> {
  const rows = await database.query<{ Value: string }>(
    `SHOW GLOBAL STATUS WHERE Variable_name IN ('Handler_read_first', 'Handler_read_key', 'Handler_read_last',
       'Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd')`,
  );
  return rows.reduce((sum, row) => sum + Number(row.Value), 0);
}

/** What this process holds, in MB, once what nobody needs is gone: objects, and columns of numbers outside the heap. */
export function heldMegabytes(): { objects: number; columns: number } {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { objects: heapUsed / 2 ** 20, columns: arrayBuffers / 2 ** 20 };
}
