import type { Reading } from './meters.js';

/** What one request of a kind costs, and how many of all requests are of this kind (0 to 1). */
export interface Cost {
  title: string;
  share: number;
  /** Of one visit of this kind: 1, or those of a purchase. */
  requests: number;
  each: Reading;
}

/** What a web process holds and asks, whether or not anybody comes. */
export interface PerProcess {
  redisConnections: number;
  mysqlConnections: number;
  /** In a second. */
  idle: Reading;
}

export interface Need {
  perSecond: number;
  /** Of one core each, a third more than the load wants, so that one of three zones may be lost. */
  processes: number;
  /** Primaries of the Redis for sessions and carts: one carries the shop until its one thread is busy. */
  shards: number;
  /** Cores of the MySQL writer. */
  writerCores: number;
  redisConnections: number;
  mysqlConnections: number;
  megabitsPerSecond: number;
}

/** A part that is enough up to some rate. */
export interface Bound {
  part: string;
  /** Requests a second. */
  upTo: number;
  remedy: string;
}

/** Nothing is planned busier than this: arrivals come in bunches, and a process that is three fifths busy answers quickly. */
const BUSY = 0.6;
/** Two of three zones must carry what three did. */
const SPARE = 1.5;
const LEAST_PROCESSES = 2;
/** What MySQL takes by default on a database server of 16 GB (`DBInstanceClassMemory / 12582880` of RDS). */
const MOST_MYSQL_CONNECTIONS = 1300;
/** Of one Redis node, by default. */
const MOST_REDIS_CONNECTIONS = 65_000;
/** Large for one database server; above it the price of a core goes up. */
const MOST_WRITER_CORES = 32;

const MICROSECONDS = 1e6;

/** Mean cost of a request of the mix. Units: those of the readings. */
export function mean(costs: readonly Cost[], name: keyof Reading): number {
  return costs.reduce((all, { share, each }) => all + share * each[name], 0);
}

/** Web processes for one request a second; they come in whole ones. */
const processesFor = (costs: readonly Cost[]): number =>
  (mean(costs, 'webCpu') * SPARE) / (BUSY * MICROSECONDS);

const wholeOnes = (value: number, least = 1): number => Math.max(least, Math.ceil(value - 1e-9));

/** CPU of a store for one request a second, with what the web processes ask of it by themselves. Microseconds. */
const storeCpu = (costs: readonly Cost[], { idle }: PerProcess, name: 'redisCpu' | 'mysqlCpu'): number =>
  mean(costs, name) + processesFor(costs) * idle[name];

/** What so many requests a second of the mix want, on cores like those that were measured. */
export function needOf(costs: readonly Cost[], process: PerProcess, perSecond: number): Need {
  const processes = wholeOnes(perSecond * processesFor(costs), LEAST_PROCESSES);
  const cores = (name: 'redisCpu' | 'mysqlCpu') =>
    wholeOnes((perSecond * storeCpu(costs, process, name)) / (BUSY * MICROSECONDS));
  return {
    perSecond,
    processes,
    shards: cores('redisCpu'),
    writerCores: cores('mysqlCpu'),
    redisConnections: processes * process.redisConnections,
    mysqlConnections: processes * process.mysqlConnections,
    megabitsPerSecond: (perSecond * mean(costs, 'bytes') * 8) / 1e6,
  };
}

/** What breaks when nobody does anything about it, the first first. */
export function boundsOf(costs: readonly Cost[], process: PerProcess): Bound[] {
  const busyAt = (cost: number, cores = 1) => (cores * BUSY * MICROSECONDS) / cost;
  const manyAt = (most: number, each: number) => most / each / processesFor(costs);
  const bounds = [
    {
      part: 'one web process',
      upTo: busyAt(mean(costs, 'webCpu')),
      remedy: 'more of them: they hold nothing, so there is nothing to move',
    },
    {
      part: 'connections to MySQL',
      upTo: manyAt(MOST_MYSQL_CONNECTIONS, process.mysqlConnections),
      remedy:
        'a smaller `DATABASE_POOL_SIZE` for each process, or a proxy that shares connections (RDS Proxy, ProxySQL)',
    },
    {
      part: 'one Redis primary',
      upTo: busyAt(storeCpu(costs, process, 'redisCpu')),
      remedy: 'cluster mode: each visitor’s keys share a slot, so that shards divide visitors',
    },
    {
      part: 'connections to Redis',
      upTo: manyAt(MOST_REDIS_CONNECTIONS, process.redisConnections),
      remedy: 'larger web instances with fewer processes, or more shards',
    },
    {
      part: `a MySQL writer of ${MOST_WRITER_CORES} cores`,
      upTo: busyAt(storeCpu(costs, process, 'mysqlCpu'), MOST_WRITER_CORES),
      remedy: 'orders into more than one database, by customer: not built',
    },
  ];
  return bounds.toSorted((a, b) => a.upTo - b.upTo);
}
