import { AsyncLocalStorage } from 'node:async_hooks';

/** What one request asked of the stores: round trips and milliseconds, by part. Shown in `Server-Timing`. */
export interface RequestStats {
  /** As in the answer's `X-Request-Id`; null for work that is measured like a request. */
  requestId: string | null;
  trips: { redis: number; db: number };
  milliseconds: { session: number; cache: number; cart: number; db: number; render: number };
  /** Commands to Redis that wait for their answer. */
  waiting: number;
  /** For connections to MySQL: how many waits are under way and since when, and the milliseconds of those before. */
  connections: { waiting: number; since: number; waited: number };
  /** What one part of the request has read for another. */
  memo: Map<string, unknown>;
  /** Cached values that the answer is made of, by name. */
  reads: Map<string, unknown>;
  /** One of them is older than its source would have left it. */
  hasOldRead: boolean;
  /** Until when what the answer says is true, in milliseconds since 1970: days are promised by the clock. */
  endsAt: number;
}

/** Named in the header when they took any time. */
const PARTS = ['session', 'cache', 'cart', 'render'] as const;

const storage = new AsyncLocalStorage<RequestStats>();

const emptyStats = (requestId: string | null = null): RequestStats => ({
  requestId,
  trips: { redis: 0, db: 0 },
  milliseconds: { session: 0, cache: 0, cart: 0, db: 0, render: 0 },
  waiting: 0,
  connections: { waiting: 0, since: 0, waited: 0 },
  memo: new Map(),
  reads: new Map(),
  hasOldRead: false,
  endsAt: Infinity,
});

/** Runs `work` with fresh counters; everything awaited inside adds to them. */
export function withRequestStats<T>(work: (stats: RequestStats) => T, requestId: string | null = null): T {
  const stats = emptyStats(requestId);
  return storage.run(stats, () => work(stats));
}

/** The id of the request that is served; null outside of one. */
export const currentRequestId = (): string | null => storage.getStore()?.requestId ?? null;

/** Runs `work` on nobody's account: what it asks of the stores is no part of the request that gave rise to it. */
export const outsideRequest = <T>(work: () => T): T => storage.exit(work);

/** Counts a statement to MySQL that took so many milliseconds. */
export function countStatement(took: number): void {
  const stats = storage.getStore();
  if (!stats) return;
  stats.trips.db += 1;
  stats.milliseconds.db += took;
}

/**
 * Counts a command to Redis from now until the returned function is called. Commands that are under way at the same time
 * were written together and are one round trip.
 */
export function beginTrip(part: 'session' | 'cart' | 'cache'): () => void {
  const stats = storage.getStore();
  if (!stats) return () => undefined;
  const started = performance.now();
  if (stats.waiting === 0) stats.trips.redis += 1;
  stats.waiting += 1;
  return () => {
    stats.waiting -= 1;
    stats.milliseconds[part] += performance.now() - started;
  };
}

/**
 * Counts a wait for a connection to MySQL until `end`. `waited`: milliseconds that this request has waited for connections
 * already; waits at the same time count once.
 */
export function beginConnectionWait(): { waited: number; end: () => void } {
  const stats = storage.getStore()?.connections;
  if (!stats) return { waited: 0, end: () => undefined };
  const now = performance.now();
  if (stats.waiting === 0) stats.since = now;
  stats.waiting += 1;
  const end = () => {
    stats.waiting -= 1;
    if (stats.waiting === 0) stats.waited += performance.now() - stats.since;
  };
  return { waited: stats.waited + now - stats.since, end };
}

/** Has this request wait for connections as if it had not yet: it has changed something, and should hear of it. */
export function forgetConnectionWaits(): void {
  const stats = storage.getStore()?.connections;
  if (stats) Object.assign(stats, { since: performance.now(), waited: 0 });
}

/** A place for what was read ahead, as long as this request; undefined outside of one. */
export const requestMemo = (): Map<string, unknown> | undefined => storage.getStore()?.memo;

/** `isOld`: its source has not answered for longer than the value's life. */
export function noteRead(name: string, value: unknown, isOld = false): void {
  const stats = storage.getStore();
  if (!stats) return;
  stats.reads.set(name, value);
  stats.hasOldRead ||= isOld;
}

/** The cached values that this request has read so far, by name; empty outside of one. */
export const requestReads = (): ReadonlyMap<string, unknown> => storage.getStore()?.reads ?? new Map();

/** Whether this request has read a value in its grace so far. */
export const hasOldRead = (): boolean => storage.getStore()?.hasOldRead ?? false;

/** What the answer says is true until `moment` at most. */
export function noteEnd(moment: Date): void {
  const stats = storage.getStore();
  if (stats) stats.endsAt = Math.min(stats.endsAt, moment.getTime());
}

/** The earliest of what was noted, in milliseconds since 1970; Infinity when nothing was. */
export const requestEndsAt = (): number => storage.getStore()?.endsAt ?? Infinity;

export function addMilliseconds(part: keyof RequestStats['milliseconds'], took: number): void {
  const stats = storage.getStore();
  if (stats) stats.milliseconds[part] += took;
}

/** The value of the `Server-Timing` header, such as `session;dur=0.4, db;dur=1.2;desc="1", redis;desc="1"`. */
export function serverTiming(stats: RequestStats): string {
  const { milliseconds, trips } = stats;
  let text = '';
  for (const part of PARTS)
    if (milliseconds[part] > 0) text += `${part};dur=${milliseconds[part].toFixed(1)}, `;
  return `${text}db;dur=${milliseconds.db.toFixed(1)};desc="${trips.db}", redis;desc="${trips.redis}"`;
}

/** Of a request that asked no store. */
export const EMPTY_TIMING = serverTiming(emptyStats());
