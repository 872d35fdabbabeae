import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { Replicas } from './replicas/replicas.js';

const MAX_TRIES = 5;
/** Deadlock, lock wait time-out, and "record has changed since last read" (MariaDB 11.8 and later). */
const RETRIABLE = new Set([1213, 1205, 1020]);

/** Something to do when a transaction has committed. */
type Sequel = () => Promise<unknown>;

/**
 * The way into MySQL: one statement (`query`), or several that hold together (`transaction`).
 * Inside a transaction use only the manager it hands over; a statement outside it could wait for a connection that
 * the transactions themselves hold.
 */
@Injectable()
export class Database {
  private readonly log = new Logger(Database.name);
  private readonly sequels = new WeakMap<EntityManager, Sequel[]>();

  constructor(
    private readonly dataSource: DataSource,
    @Inject(Replicas) private readonly replicas: Replicas | null = null,
  ) {}

  /** Rows of one statement, values bound to its `?` marks. BIGINT and SUM come as numbers, DECIMAL as text. */
  query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query(sql, [...values]);
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

  /** Every `read` that begins from now on sees what had been committed so long ago. */
  noteChange(msAgo: number): void {
    this.replicas?.noteChange(msAgo);
  }

  /** Sends one INSERT, UPDATE or DELETE. */
  execute(sql: string, values: readonly unknown[] = []): Promise<{ affectedRows: number; insertId: number }> {
    return this.dataSource.query(sql, [...values]);
  }

  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits. On a deadlock, a lock wait time-out or error 1020 the
   * whole of `work` runs again in a new transaction, five times at most; so `work` must have no effect outside it.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetriable(error)) throw error;
        this.log.warn(`transaction runs again after ${(error as Error).message}`);
        await pause(Math.random() * 20 * 2 ** attempt);
      }
    }
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

  private async once<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const sequels: Sequel[] = [];
    const result = await this.dataSource.transaction('READ COMMITTED', async (tx) => {
      this.sequels.set(tx, sequels);
      return work(tx).finally(() => this.sequels.delete(tx));
    });
    for (const sequel of sequels)
      await sequel().catch((error: Error) => this.log.error(`after a commit: ${error.message}`));
    return result;
  }
}

const errorNumber = (error: unknown): number | undefined =>
  error instanceof QueryFailedError ? (error.driverError as { errno?: number }).errno : undefined;

const isRetriable = (error: unknown): boolean => RETRIABLE.has(errorNumber(error) ?? 0);

/** True when an insert hit a unique index. */
export const isDuplicateKey = (error: unknown): boolean => errorNumber(error) === 1062;
