import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import mysql2, { type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { UnavailableError } from '../errors/shop-error.js';
import { countDatabaseEvent } from '../metrics/counters.js';
import { beginConnectionWait } from '../request/request-stats.js';
import { isGone, isReadOnly, translate } from './database-errors.js';
import { BEGIN, besideTransactions, type DatabaseLimits, type Dialect, sessionLimits } from './limits.js';

/** An older connection is replaced, so that a name which leads elsewhere by now is looked up again. */
const MOST_AGE_MS = 30_000;
const LOG_EVERY_MS = 1000;

/** Words that a read-only server refuses at once: also to who would find nothing to change. */
const BEGIN_CHANGES = `${BEGIN} READ WRITE`;

type Taken = (error: Error | null, connection?: PoolConnection) => void;
type Done = (error: Error | null, ...result: unknown[]) => void;
/** The two ways in which TypeORM sends a statement; nobody asks it for streams. */
type Query = (sql: string, ...rest: [Done] | [unknown, Done]) => void;
type Send = (options: { sql: string; timeout: number }, ...rest: [unknown, Done]) => unknown;

export interface PoolState {
  inUse: number;
  idle: number;
  /** Most that there may be. */
  size: number;
  /** Requests that wait for a connection. */
  waiting: number;
}

/** mysql2 has no public word for it; test/ops/metrics.test.ts notices when a release changes these. */
interface PoolInside {
  _allConnections: { length: number };
  _freeConnections: { length: number };
  _connectionQueue: { length: number };
  config: { connectionLimit: number };
}

export function poolState(pool: Pool): PoolState {
  const inside = pool as unknown as PoolInside;
  const { _allConnections: all, _freeConnections: free, _connectionQueue: queue, config } = inside;
  return {
    inUse: all.length - free.length,
    idle: free.length,
    size: config.connectionLimit,
    waiting: queue.length,
  };
}

/** Takes the place of mysql2 in a DataSource (`driver`). */
export const boundedDriver = (limits: DatabaseLimits, dialect: Dialect) => ({
  createPool: (options: PoolOptions) => new BoundedPool(mysql2.createPool(options), limits, dialect).pool,
  createPoolCluster: mysql2.createPoolCluster,
});

/**
 * Bounds what a pool may cost: nobody waits for a connection, or for an answer, longer than `limits`. When a server turns out
 * to be read-only or gone, no connection that was opened before is used again, so that new ones find the primary of now.
 */
class BoundedPool {
  private readonly log = new Logger('Database');
  private readonly take: (taken: Taken) => void;
  private readonly born = new WeakMap<PoolConnection, { at: number; generation: number }>();
  private generation = 0;
  private hasServed = false;
  private lastLogAt = -LOG_EVERY_MS;

  constructor(
    readonly pool: Pool,
    private readonly limits: DatabaseLimits,
    private readonly dialect: Dialect,
  ) {
    this.take = pool.getConnection.bind(pool) as typeof this.take;
    pool.getConnection = ((taken: Taken) => this.acquire(taken)) as typeof pool.getConnection;
    pool.on('connection', (connection: PoolConnection) => this.prepare(connection));
    pool.on('release', (connection: PoolConnection) => this.isOld(connection) && connection.destroy());
  }

  /**
   * The first one is asked for at start, when the process is busy with itself: it may take longer. A request that needs one
   * after the other waits no longer for all of them than for one.
   */
  private acquire(taken: Taken): void {
    const wait = beginConnectionWait();
    let isLate = false;
    const late = () => {
      isLate = true;
      wait.end();
      this.refuse(`none within ${this.limits.acquireMs} ms`);
      taken(new UnavailableError('errors.database_away'));
    };
    const timer = this.hasServed ? setTimeout(late, this.limits.acquireMs - wait.waited) : undefined;
    this.takeYoung((error, connection) => {
      if (isLate) return connection?.release();
      clearTimeout(timer);
      wait.end();
      if (error) this.refuse(error.message);
      else this.hasServed = true;
      taken(error && (translate(error, false) as Error), connection);
    });
  }

  private takeYoung(taken: Taken): void {
    this.take((error, connection) => {
      if (!connection || !this.isOld(connection)) return taken(error, connection);
      connection.destroy();
      this.takeYoung(taken);
    });
  }

  private prepare(connection: PoolConnection): void {
    this.born.set(connection, { at: performance.now(), generation: this.generation });
    connection.on('error', (error: Error) => this.judge(error, connection));
    const send = connection.query.bind(connection) as Send;
    const beside = besideTransactions(this.limits, this.dialect);
    const query: Query = (statement, ...rest) => {
      const { before, after } = beside.get(statement) ?? {};
      if (before !== undefined) query(before, () => {});
      const done = rest.pop() as Done;
      const judged: Done = (error, ...result) => {
        if (error) this.judge(error, connection);
        done(error, ...result);
      };
      const options = {
        sql: statement === BEGIN ? BEGIN_CHANGES : statement,
        timeout: this.limits.silenceMs,
      };
      send(options, ...(rest as [unknown]), judged);
      if (after !== undefined) query(after, () => {});
    };
    connection.query = query as typeof connection.query;
    query(sessionLimits(this.limits, this.dialect), (error) => {
      if (!error) return;
      this.warn(`limits could not be set: ${error.message}`);
      // Its transactions would see another world.
      connection.destroy();
    });
  }

  private judge(error: Error, connection: PoolConnection): void {
    if (!isReadOnly(error) && !isGone(error)) return;
    // It may only be silent: then mysql2 keeps it, and what is sent on it waits behind for ever.
    if (isGone(error)) (connection as unknown as { stream: Socket }).stream.destroy(error);
    if (this.born.get(connection)!.generation !== this.generation) return;
    this.generation += 1;
    countDatabaseEvent('renewed');
    this.warn(`connects anew after: ${error.message}`);
  }

  private isOld(connection: PoolConnection): boolean {
    const { at, generation } = this.born.get(connection)!;
    return generation !== this.generation || performance.now() - at > MOST_AGE_MS;
  }

  private refuse(why: string): void {
    countDatabaseEvent('refused');
    this.warn(`no connection: ${why}`);
  }

  private warn(message: string): void {
    const now = performance.now();
    if (now - this.lastLogAt < LOG_EVERY_MS) return;
    this.lastLogAt = now;
    this.log.warn(message);
  }
}
