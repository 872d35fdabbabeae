import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import { until } from './until.js';

const CHANGES = /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i;
/** Not innodb_trx: that table is not renewed while somebody keeps reading it. */
const WAITING = `SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'`;

/** `stood together`: both had read all they read and had changed nothing; otherwise a lock had let only one come so far. */
export interface Gated<T> {
  outcomes: T[];
  stoodTogether: boolean;
}

/**
 * Two deeds at once, each halted before its first change until the other one stands there too, waits for a row, or has
 * ended. So whatever both decide from what they have read, they decide before either has changed it.
 */
export async function gated<T>(
  dataSource: DataSource,
  deeds: readonly [() => Promise<T>, () => Promise<T>],
): Promise<Gated<T>> {
  const original = dataSource.createQueryRunner.bind(dataSource);
  const whose = new AsyncLocalStorage<number>();
  const [standing, passed, ended] = [new Set<number>(), new Set<number>(), new Set<number>()];
  let stoodTogether = false;
  const isFree = async (other: number) => {
    if (standing.has(other) || ended.has(other)) return true;
    const [row] = await dataSource.query<{ Value: string }[]>(WAITING);
    return Number(row?.Value) > 0;
  };
  const halt = async (sql: string) => {
    const nth = whose.getStore();
    if (nth === undefined || standing.has(nth) || !CHANGES.test(sql)) return;
    standing.add(nth);
    stoodTogether ||= standing.size === 2 && passed.size === 0;
    await until('the other deed stands at the gate, waits or has ended', () => isFree(1 - nth));
    passed.add(nth);
  };
  const run = (deed: () => Promise<T>, nth: number) =>
    whose.run(nth, () => deed().finally(() => ended.add(nth)));
  dataSource.createQueryRunner = (mode) => halted(original(mode), halt);
  try {
    return { outcomes: await Promise.all(deeds.map(run)), stoodTogether };
  } finally {
    dataSource.createQueryRunner = original;
  }
}

function halted(runner: QueryRunner, halt: (sql: string) => Promise<void>): QueryRunner {
  const query = runner.query.bind(runner) as (sql: string, ...more: unknown[]) => Promise<unknown>;
  const waiting = async (sql: string, ...more: unknown[]): Promise<unknown> => {
    await halt(sql);
    return query(sql, ...more);
  };
  runner.query = waiting as typeof runner.query;
  return runner;
}
