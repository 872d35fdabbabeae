import type { Pool } from 'mysql2';

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
