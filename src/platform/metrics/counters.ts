import type { RouteClass } from './route-class.js';

/**
 * What this process has counted since it started, as plain numbers: counting is an addition, and whoever counts needs
 * no injection. `registry.ts` reads them when somebody asks for the metrics. Every series is there from the first
 * moment with 0, so that a rate over it has a beginning.
 */
export interface Counted {
  name: string;
  help: string;
  labelNames: readonly string[];
  /** A number, or one level of nesting per label name: label value -> ... -> number. */
  values: Nested;
}
export type Nested = number | { [label: string]: Nested };

const byPart = <T>(make: () => T) => ({ session: make(), cart: make(), cache: make() });

const sessionReads = { found: 0, none: 0, odd: 0, ended: 0, away: 0 };
const sessionWrites = { saved: 0, refused: 0, away: 0 };
const cartChanges = { changed: 0, refused: 0, ended: 0, away: 0 };
const redisCommands = byPart(() => ({ ok: 0, failed: 0, late: 0, away: 0 }));
const deadlineMisses = byPart(() => 0);
const breakerOpens = byPart(() => 0);
const reconnects = byPart(() => 0);
const cacheReads = { l1: 0, l2: 0, stale: 0, grace: 0, loaded: 0, failed: 0 };
const cacheEvents = { leased: 0, waited: 0, outrun: 0, odd: 0, forgotten: 0 };
const replicaReads = { replica: 0, writer: 0, failed: 0 };
const databaseEvents = { retried: 0, renewed: 0, refused: 0 };
const outboxRows = { done: 0, failed: 0, given_up: 0 };
const shed = { browse: 0, page: 0, purchase: 0 };
const overloads = { begun: 0, ended: 0 };
const requests: Record<string, Record<string, Record<string, Record<string, number>>>> = {};
let liveStreams = 0;

type Part = keyof typeof redisCommands;

/** `none`: no such record. `odd`: not a session record. `ended`: too old, or ended elsewhere. `away`: no answer. */
export function countSessionRead(outcome: keyof typeof sessionReads): void {
  sessionReads[outcome] += 1;
}

/** `refused`: the session was gone, or another request was faster. */
export function countSessionWrite(outcome: keyof typeof sessionWrites): void {
  sessionWrites[outcome] += 1;
}

/** `refused`: more than there is or than a cart holds, no such line ... `ended`: the customer's session was. */
export function countCartChange(outcome: keyof typeof cartChanges): void {
  cartChanges[outcome] += 1;
}

/** `failed`: Redis refused it, or the connection broke. `late`: past the deadline. `away`: not even sent. */
export function countRedis(part: Part, outcome: keyof (typeof redisCommands)[Part]): void {
  redisCommands[part][outcome] += 1;
}

export function countDeadlineMiss(part: Part): void {
  deadlineMisses[part] += 1;
}

export function countBreakerOpen(part: Part): void {
  breakerOpens[part] += 1;
}

/** Each attempt to connect again counts. */
export function countReconnect(part: Part): void {
  reconnects[part] += 1;
}

/**
 * `l1`: from this process. `l2`: from Redis. `stale`: while it is loaded anew. `grace`: since its source failed or was slow.
 * `loaded`: from its source. `failed`: not at all.
 */
export function countCacheRead(outcome: keyof typeof cacheReads): void {
  cacheReads[outcome] += 1;
}

/**
 * `leased`: this process became the loader. `waited`: another one was. `outrun`: what was loaded was not stored, since it
 * changed meanwhile. `odd`: not a value of today's shape. `forgotten`: changed, as somebody said.
 */
export function countCacheEvent(event: keyof typeof cacheEvents, times = 1): void {
  cacheEvents[event] += times;
}

/** `writer`: since no replica was near enough. `failed`: by a replica, and asked of the writer then. */
export function countReplicaRead(from: keyof typeof replicaReads): void {
  replicaReads[from] += 1;
}

/**
 * `retried`: a transaction or statement ran again. `renewed`: a server was read-only or gone, and its connections are not used
 * any more. `refused`: there was no connection in time.
 */
export function countDatabaseEvent(event: keyof typeof databaseEvents): void {
  databaseEvents[event] += 1;
}

/** `failed`: will be tried again. `given_up`: `npm run shop -- outbox list` names it. */
export function countOutbox(outcome: keyof typeof outboxRows): void {
  outboxRows[outcome] += 1;
}

/** A request that was refused because the process had too much to do. */
export function countShed(priority: keyof typeof shed): void {
  shed[priority] += 1;
}

export function countOverload(event: keyof typeof overloads): void {
  overloads[event] += 1;
}

/** `status`: of the answer, or `aborted` when nobody waited for it any more. `route`: as `routeName` says. */
export function countRequest(method: string, status: string, routeClass: RouteClass, route: string): void {
  const ofMethod = (requests[method] ??= {});
  const ofStatus = (ofMethod[status] ??= {});
  const ofClass = (ofStatus[routeClass] ??= {});
  ofClass[route] = (ofClass[route] ?? 0) + 1;
}

/** +1 when a browser opens a live stream, -1 when it is closed. */
export function changeLiveStreams(by: 1 | -1): void {
  liveStreams += by;
}
export const openLiveStreams = (): number => liveStreams;

const part = ['part'];
const outcome = ['outcome'];

export const counted: readonly Counted[] = [
  {
    name: 'http_requests_total',
    help: 'Requests answered, by class of address and by pattern of the route',
    labelNames: ['method', 'status', 'route_class', 'route'],
    values: requests,
  },
  {
    name: 'http_requests_shed_total',
    help: 'Requests refused with 503 because the process had more to do than it could',
    labelNames: ['priority'],
    values: shed,
  },
  {
    name: 'overloads_total',
    help: 'Times that the process had more to do than it could; one goes on while fewer have ended than begun',
    labelNames: ['event'],
    values: overloads,
  },
  {
    name: 'session_reads_total',
    help: 'Sessions looked up in Redis',
    labelNames: outcome,
    values: sessionReads,
  },
  {
    name: 'session_writes_total',
    help: 'Sessions stored in Redis',
    labelNames: outcome,
    values: sessionWrites,
  },
  {
    name: 'cart_changes_total',
    help: 'Changes of carts asked for',
    labelNames: outcome,
    values: cartChanges,
  },
  {
    name: 'cache_reads_total',
    help: 'Reads through the cache',
    labelNames: outcome,
    values: cacheReads,
  },
  {
    name: 'cache_events_total',
    help: 'What else happened in the cache',
    labelNames: ['event'],
    values: cacheEvents,
  },
  {
    name: 'replica_reads_total',
    help: 'Statements that a replica of MySQL may answer, by who did; 0 without DATABASE_REPLICA_URLS',
    labelNames: ['from'],
    values: replicaReads,
  },
  {
    name: 'database_events_total',
    help: 'What happened on the way to MySQL',
    labelNames: ['event'],
    values: databaseEvents,
  },
  {
    name: 'outbox_rows_total',
    help: 'Tries of a worker to do what a transaction promised: mails, invoices, announcements',
    labelNames: outcome,
    values: outboxRows,
  },
  {
    name: 'redis_commands_total',
    help: 'Commands for Redis; a script or a MULTI is one',
    labelNames: ['part', 'outcome'],
    values: redisCommands,
  },
  {
    name: 'redis_deadline_misses_total',
    help: 'Commands that Redis did not answer in time',
    labelNames: part,
    values: deadlineMisses,
  },
  {
    name: 'redis_breaker_opens_total',
    help: 'Times that Redis was late, and not asked again until it had answered a question of ours',
    labelNames: part,
    values: breakerOpens,
  },
  {
    name: 'redis_reconnects_total',
    help: 'Attempts to connect to Redis again',
    labelNames: part,
    values: reconnects,
  },
];
