import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import { until } from './until.js';

const CHANGES = /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i;
/** Not innodb_trx: that table is not renewed while somebody keeps reading it. */
const WAITING = `SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'`;

/** What the first one to go on had waited for: the other one stood there too, waited for a row, or had ended already. */
export type Meeting = 'stood' | 'waited' | 'ended';

/**
 * Two deeds at once, each halted before its first change until the other one stands there too, waits for a row, or has
 * ended. So whatever both decide from what they have read, they decide before either has changed it.
 */
export async function gated<T>(
  dataSource: DataSource,
  deeds: readonly [() => Promise<T>, () => Promise<T>],
): Promise<{ outcomes: T[]; meeting: Meeting | null }> {
  const original = dataSource.createQueryRunner.bind(dataSource);
  const whose = new AsyncLocalStorage<number>();
  const [standing, ended] = [new Set<number>(), new Set<number>()];
  let meeting: Meeting | null = null;
  const meet = async (other: number): Promise<Meeting | null> => {
    if (standing.has(other)) return 'stood';
    if (ended.has(other)) return 'ended';
    const [row] = await dataSource.query<{ Value: string }[]>(WAITING);
    return Number(row?.Value) > 0 ? 'waited' : null;
  };
  const halt = async (sql: string) => {
    const nth = whose.getStore();
    if (nth === undefined || standing.has(nth) || !CHANGES.test(sql)) return;
    standing.add(nth);
    const met = await until('the other deed stands at the gate, waits or has ended', () => meet(1 - nth));
    meeting ??= met;
  };
  const run = (deed: () => Promise<T>, nth: number) =>
    whose.run(nth, () => deed().finally(() => ended.add(nth)));
  dataSource.createQueryRunner = (mode) => halted(original(mode), halt);
  try {
    return { outcomes: await Promise.all(deeds.map(run)), meeting };
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
