/** Everything that grows with the shop, in one table. The stacks and docs/deploy-aws.md are made of it. */

interface Measured {
  /** Requests a second that web may be asked for at its smallest and largest number of tasks. */
  requestsPerSecond: [least: number, most: number];
  /** Orders a second. */
  ordersPerSecond: number;
  /** Sessions with a cart of five lines that fit into the session store. */
  sessions: number;
}

export interface Size {
  web: { tasks: [least: number, most: number]; cpu: number; memoryMb: number; instance: string };
  worker: { tasks: number; cpu: number; memoryMb: number };
  sessionRedis: { node: string; memoryMb: number; replicas: number; snapshotDays: number };
  cacheRedis: { node: string; replicas: number };
  /** `storageGb`: at first, and how far it may grow by itself. */
  database: {
    instance: string;
    replicas: number;
    storageGb: [first: number, most: number];
    backupDays: number;
  };
  natGateways: number;
}

export const SIZES = {
  small: {
    web: { tasks: [2, 4], cpu: 1024, memoryMb: 2048, instance: 't4g.small' },
    worker: { tasks: 1, cpu: 512, memoryMb: 1024 },
    sessionRedis: { node: 'cache.t4g.small', memoryMb: 1402, replicas: 1, snapshotDays: 7 },
    cacheRedis: { node: 'cache.t4g.small', replicas: 0 },
    database: { instance: 't4g.medium', replicas: 1, storageGb: [50, 200], backupDays: 14 },
    natGateways: 1,
  },
  medium: {
    web: { tasks: [3, 12], cpu: 1024, memoryMb: 2048, instance: 'm7g.medium' },
    worker: { tasks: 2, cpu: 512, memoryMb: 1024 },
    sessionRedis: { node: 'cache.m7g.large', memoryMb: 6533, replicas: 2, snapshotDays: 14 },
    cacheRedis: { node: 'cache.t4g.medium', replicas: 1 },
    database: { instance: 'm7g.large', replicas: 1, storageGb: [100, 1000], backupDays: 21 },
    natGateways: 3,
  },
  large: {
    web: { tasks: [6, 40], cpu: 1024, memoryMb: 2048, instance: 'm7g.medium' },
    worker: { tasks: 3, cpu: 1024, memoryMb: 2048 },
    sessionRedis: { node: 'cache.r7g.xlarge', memoryMb: 26951, replicas: 2, snapshotDays: 35 },
    cacheRedis: { node: 'cache.m7g.large', replicas: 1 },
    database: { instance: 'r7g.2xlarge', replicas: 2, storageGb: [400, 4000], backupDays: 35 },
    natGateways: 3,
  },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof SIZES;

export const isSizeName = (text: string): text is SizeName => Object.hasOwn(SIZES, text);

/**
 * Requests a second for which one task of one vCPU is kept: a tenth of the slowest thing that we measured, adds to carts
 * (2,076 a second, docs/page-speed.md). That was over loopback, on a whole core of an AMD EPYC.
 */
export const REQUESTS_PER_TASK = 200;

/**
 * A tenth of what two cores did that ran all of it, MySQL included: 269 orders within 3.98 s (docs/proof/orders.md, F9). More
 * tasks do not make it more, buyers of one variant wait for its row; nothing larger was measured.
 */
export const ORDERS_PER_SECOND = 6;

/** 3,016 MB held 1,000,000 sessions with carts of five lines (docs/session-stores.md). */
const SESSIONS_PER_MB = 1_000_000 / 3016;

/** ElastiCache keeps a quarter of a node for copies of itself; half of the rest is left free. */
const USABLE = 0.75 / 2;

const down = (count: number, step: number) => Math.floor(count / step) * step;

/** What a size is expected to carry, by the measurements above. */
export const carries = ({ web, sessionRedis }: Size): Measured => ({
  requestsPerSecond: [web.tasks[0] * REQUESTS_PER_TASK, web.tasks[1] * REQUESTS_PER_TASK],
  ordersPerSecond: ORDERS_PER_SECOND,
  sessions: down(sessionRedis.memoryMb * USABLE * SESSIONS_PER_MB, 10_000),
});
