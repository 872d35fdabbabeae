import { Logger } from '@nestjs/common';
import mysql2, { type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { UnavailableError } from '../errors/shop-error.js';
import { countDatabaseEvent } from '../metrics/counters.js';
import { beginConnectionWait } from '../request/request-stats.js';
import { BoundedConnection } from './bounded-connection.js';
import { isGone, isReadOnly, translate } from './database-errors.js';
import type { DatabaseLimits, Dialect } from './limits.js';

/** An older connection is replaced, so that a name which leads elsewhere by now is looked up again. */
const MOST_AGE_MS = 30_000;
const LOG_EVERY_MS = 1000;

type Taken = (error: Error | null, connection?: PoolConnection) => void;

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
  private readonly known = new WeakMap<PoolConnection, BoundedConnection>();
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
    const judge = (error: Error) => this.judge(error, own);
    const { limits, dialect, generation } = this;
    const own = new BoundedConnection(connection, { limits, dialect, judge }, generation);
    this.known.set(connection, own);
    own.setLimits((error) => {
      this.warn(`limits could not be set: ${error.message}`);
      // Its transactions would see another world.
      connection.destroy();
    });
  }

  private judge(error: Error, own: BoundedConnection): void {
    if (!isReadOnly(error) && !isGone(error)) return;
    if (isGone(error)) own.end(error);
    if (own.generation !== this.generation || own.wasLeftAlone(error)) return;
    this.generation += 1;
    countDatabaseEvent('renewed');
    this.warn(`connects anew after: ${error.message}`);
  }

  private isOld(connection: PoolConnection): boolean {
    const { age, generation } = this.known.get(connection)!;
    return generation !== this.generation || age > MOST_AGE_MS;
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
