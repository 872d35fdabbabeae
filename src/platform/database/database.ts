import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Pool } from 'mysql2';
import { DataSource, type EntityManager } from 'typeorm';
import { countDatabaseEvent } from '../metrics/counters.js';
import { forgetConnectionWaits } from '../request/request-stats.js';
import { errorNumber, isRetriable, lastTryMs, mostTries, translate } from './database-errors.js';
import { type PoolState, poolState } from './pool-state.js';
import { Replicas } from './replicas/replicas.js';

/** `mayHold`: it has sent what makes its changes hold, so that without an answer nobody knows whether they do. */
interface Attempt {
  mayHold: boolean;
}

/** Something to do when a transaction has committed. */
type Sequel = () => Promise<unknown>;

/**
 * The way into MySQL: one statement (`query`), or several that hold together (`transaction`).
 * Inside a transaction use only the manager it hands over; a statement outside it could wait for a connection that
 * the transactions themselves hold (transactions.spec.ts looks after that).
 * Errors of all: UnavailableError when MySQL is away, read-only or too busy, and nothing was changed; NoAnswerError when a change
 * was sent and no answer came.
 */
@Injectable()
export class Database {
  private readonly log = new Logger(Database.name);
  private readonly sequels = new WeakMap<EntityManager, Sequel[]>();

  constructor(
    private readonly dataSource: DataSource,
    @Inject(Replicas) private readonly replicas: Replicas | null = null,
  ) {}

  /** Rows of one statement that reads, values bound to its `?` marks. BIGINT and SUM come as numbers, DECIMAL as text. */
  query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.tried(() => this.dataSource.query(sql, [...values]));
  }

  /**
   * `query` for what any visitor may see: from a replica when there is one that is near enough, so at most as old as the
   * limit (a second), and never older than the last `noteChange`. Never in a transaction.
   */
  read<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const fromWriter = () => this.query<Row>(sql, values);
    return this.replicas ? this.replicas.read(sql, values, fromWriter) : fromWriter();
  }

  /** False where `read` is `query`. */
  get readsReplicas(): boolean {
    return this.replicas !== null;
  }

  /** Of this process's connections to the primary: how many are open, in use, allowed, and who waits for one. */
  get pool(): PoolState {
    return poolState((this.dataSource.driver as unknown as { pool: Pool }).pool);
  }

  /** Every `read` that begins from now on sees what had been committed so long ago. */
  noteChange(msAgo: number): void {
    this.replicas?.noteChange(msAgo);
  }

  /** Sends one INSERT, UPDATE or DELETE. */
  execute(sql: string, values: readonly unknown[] = []): Promise<{ affectedRows: number; insertId: number }> {
    return this.tried((attempt) => {
      attempt.mayHold = true;
      return this.dataSource.query(sql, [...values]);
    });
  }

  /** For statements that read, of repositories that do so inside and outside of transactions: its `query` is the one above. */
  get manager(): EntityManager {
    const query = (sql: string, values?: unknown[]) => this.query(sql, values);
    return Object.create(this.dataSource.manager, { query: { value: query } }) as EntityManager;
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED, as on every connection: limits.ts) and commits. On a deadlock, a lock wait time-out or error 1020, on a
   * server that is read-only, and when the connection is lost before COMMIT was sent, the whole of `work` runs again in a new
   * transaction, five times at most, for a row that somebody holds twice; so `work` must have no effect outside it.
   */
  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.tried((attempt) => this.once(work, attempt));
  }

  /**
   * Has `sequel` done once `tx` has committed, before its `transaction` answers, and never after a rollback. One that
   * throws is only logged: the transaction holds. Errors: when `tx` is not of `transaction`, or has ended.
   */
  afterCommit(tx: EntityManager, sequel: Sequel): void {
    const sequels = this.sequels.get(tx);
    if (!sequels) throw new Error('afterCommit needs the manager of a transaction that is under way');
    sequels.push(sequel);
  }

  private async tried<T>(work: (attempt: Attempt) => Promise<T>): Promise<T> {
    const started = performance.now();
    for (let tries = 1; ; tries += 1) {
      const attempt = { mayHold: false };
      try {
        return await work(attempt);
      } catch (error) {
        const isLast = tries >= mostTries(error) || performance.now() - started > lastTryMs(error);
        if (isLast || !isRetriable(error, attempt.mayHold)) throw translate(error, attempt.mayHold);
        countDatabaseEvent('retried');
        this.log.debug(`runs again after ${(error as Error).message}`);
        await pause(Math.random() * 20 * 2 ** tries);
      }
    }
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, attempt: Attempt): Promise<T> {
    const sequels: Sequel[] = [];
    const result = await this.dataSource.transaction(async (tx) => {
      this.sequels.set(tx, sequels);
      const done = await work(tx).finally(() => this.sequels.delete(tx));
      attempt.mayHold = true;
      return done;
    });
    forgetConnectionWaits();
    for (const sequel of sequels)
      await sequel().catch((error: Error) => this.log.error(`after a commit: ${error.message}`));
    return result;
  }
}

/** True when an insert hit a unique index. */
export const isDuplicateKey = (error: unknown): boolean => errorNumber(error) === 1062;
