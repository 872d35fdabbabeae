import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/database.js';

export interface Seen {
  reads: number;
  failed: number;
  /** Of the oldest answer: so long had the next number been committed when it was asked for. */
  stalestMs: number;
  slowestMs: number;
  /** How often which server (`@@server_id`) answered. */
  by: Map<number, number>;
}

const WRITE_EVERY_MS = 10;
const READERS = 4;

/**
 * One counts up in a row of the writer, others read it by `Database.read` all the while. Needs a table `numbers` with one row.
 */
export async function watchStaleness(database: Database, deed: () => Promise<unknown>): Promise<Seen> {
  const [row] = await database.query<{ n: number }>('SELECT n FROM numbers');
  /** When a number was known to be committed. */
  const committedAt: number[] = [];
  const first = row!.n;
  const seen: Seen = { reads: 0, failed: 0, stalestMs: 0, slowestMs: 0, by: new Map() };
  const over = new AbortController();
  const write = async () => {
    for (let n = first + 1; !over.signal.aborted; n += 1) {
      await database.execute('UPDATE numbers SET n = ?', [n]);
      committedAt[n - first] = performance.now();
      await pause(WRITE_EVERY_MS);
    }
  };
  const read = async () => {
    while (!over.signal.aborted) {
      const asked = performance.now();
      const rows = await database
        .read<{ n: number; server: number }>('SELECT n, @@server_id AS server FROM numbers')
        .catch(() => null);
      seen.slowestMs = Math.max(seen.slowestMs, performance.now() - asked);
      seen.reads += 1;
      if (!rows) seen.failed += 1;
      else {
        const { n, server } = rows[0]!;
        seen.by.set(server, (seen.by.get(server) ?? 0) + 1);
        const outdatedAt = committedAt[n + 1 - first] ?? Infinity;
        seen.stalestMs = Math.max(seen.stalestMs, asked - outdatedAt);
      }
      await pause(1);
    }
  };
  const work = Promise.all([write(), ...Array.from({ length: READERS }, read)]);
  await deed().finally(() => over.abort());
  await work;
  return seen;
}
