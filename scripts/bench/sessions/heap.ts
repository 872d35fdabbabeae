import { Client } from '../client.js';
import { BenchProcess, EndedError, type Shop } from './bench-process.js';
import { copyOf, type Copier, type RunningStore } from './store.js';
import { each, newVisitors, Visitor } from './visitor.js';

const CONNECTIONS = 6;
const MOST_ROUNDS = 6;
const SETTLED_MB = 0.3;
/** More than the pages that a process keeps, so that what it keeps anyway is there before sessions are counted. */
export const WARM_UP_VISITORS = 200;
const MEMORY_WEB = 'scripts/bench/sessions/memory-web.js';

export interface Heap {
  sessions: number;
  /** Live heap of the web process, in megabytes. */
  mb: number;
}

export interface HeapOptions {
  /** Rising numbers of sessions. */
  counts: readonly number[];
  /** How many of them are visited at each count, spread evenly. */
  visits: number;
  variantIds: readonly number[];
  /** A page with a session. */
  path: string;
}

interface Filling {
  heaps: Heap[];
  /** What the store itself holds for one session; null where it cannot be asked. */
  bytesPerSession: number | null;
}

/**
 * Live heap of one web process without sessions and with more and more of them: at each count a spread of them comes to
 * a page. In a cookie store nobody holds them: the same few visitors come as often.
 */
export async function heapOf(shop: Shop, store: RunningStore, options: HeapOptions): Promise<Filling> {
  const { counts, visits, variantIds } = options;
  const script = store.settings['SESSION_STORE'] === 'memory' ? MEMORY_WEB : 'src/main.js';
  const web = await BenchProcess.start(shop, script, store.settings);
  const client = new Client(web.url, CONNECTIONS);
  try {
    const first = await warmUpVisitors(client, options);
    const template = first[0]!;
    const heaps: Heap[] = [{ sessions: 0, mb: await settledHeap(web, client, first, options) }];
    const copier = script === MEMORY_WEB ? inside(web) : store.copier;
    const before = await store.bytes?.();
    let [held, bytesPerSession]: [number, number | null] = [0, null];
    for (const count of counts) {
      await copier?.copy(template.ref, held, count);
      if (before !== undefined && held === 0) bytesPerSession = ((await store.bytes!()) - before) / count;
      held = count;
      const visitors = copier ? spread(count, visits) : first;
      heaps.push({ sessions: count, mb: await settledHeap(web, client, visitors, options) });
      await checkCart(client, visitors.at(-1)!, variantIds.length);
    }
    return { heaps, bytesPerSession };
  } finally {
    client.close();
    await web.kill();
  }
}

/** The first visitors of a process. They are not among the sessions that are counted. */
export const warmUpVisitors = (
  client: Client,
  { variantIds, visits }: { variantIds: readonly number[]; visits: number },
): Promise<Visitor[]> => newVisitors(client, variantIds, Math.min(WARM_UP_VISITORS, visits));

/** Live heap once the visitors have come so often that another round of visits changes hardly anything. */
export async function settledHeap(
  web: BenchProcess,
  client: Client,
  visitors: readonly Visitor[],
  { visits, path }: { visits: number; path: string },
): Promise<number> {
  let [before, now] = [-Infinity, Infinity];
  for (let round = 0; round < MOST_ROUNDS && Math.abs(now - before) > SETTLED_MB; round += 1) {
    await come(client, visitors, visits, path);
    [before, now] = [now, await web.liveHeap()];
  }
  return now;
}

/** The web process fills its own memory. */
const inside = (web: BenchProcess): Copier => ({
  copy: async (template, from, to) => void (await web.ask({ template, from, to })),
});

export const spread = (sessions: number, visits: number): Visitor[] =>
  Array.from({ length: Math.min(sessions, visits) }, (_, nth, count = Math.min(sessions, visits)) =>
    Visitor.of(copyOf(Math.floor((nth * sessions) / count))),
  );

export async function come(
  client: Client,
  visitors: readonly Visitor[],
  visits: number,
  path: string,
): Promise<number[]> {
  const numbers = Array.from({ length: visits }, (_, nth) => nth);
  return each(numbers, CONNECTIONS, async (nth) => {
    const sent = performance.now();
    const { status } = await visitors[nth % visitors.length]!.see(client, path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    return performance.now() - sent;
  });
}

/** A copy that the shop does not take for a visitor with a cart would measure nothing. */
export async function checkCart(client: Client, visitor: Visitor, units: number): Promise<void> {
  const found = await visitor.units(client);
  if (found !== units) throw new Error(`a session of the bench has ${found} units in its cart, not ${units}`);
}

/** Fills a process with sessions, so many at a time, until it ends. Answers how many it was seen to hold. */
export async function deathOf(
  process: BenchProcess,
  order: object,
  { step, most }: { step: number; most: number },
): Promise<number | null> {
  let held = 0;
  try {
    while (held < most) {
      await process.ask({ ...order, from: held, to: held + step });
      held += step;
    }
    return null;
  } catch (error) {
    if (error instanceof EndedError) return held;
    throw error;
  }
}
