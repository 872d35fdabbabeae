import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../client.js';
import { BenchProcess, type Shop } from './bench-process.js';
import { heapOf, type Heap } from './heap.js';
import {
  classic,
  manyInRedis,
  memoryDiesNear,
  type InProcess,
  type LimitOptions,
  type Many,
} from './limits.js';
import { parallelAdds, withoutInstance, withoutNode, type Adds, type Lost } from './losses.js';
import { Stopwatch, type Speed } from './speed.js';
import type { RunningStore, StoreName, StoreUnderTest } from './store.js';
import { newVisitors, Visitor } from './visitor.js';

export interface Plan {
  size: 'full' | 'short' | 'quick';
  stores: readonly StoreUnderTest[];
  /** Of pages and of adds, per store; in rounds, the stores by turns. */
  seconds: number;
  rounds: number;
  visitors: number;
  /** Rising numbers of sessions at which the live heap is measured. */
  counts: readonly number[];
  /** Most sessions that are written one by one. */
  mostOneByOne: number;
  adds: number;
  /** Sessions of which some may be lost. */
  sessions: number;
  limits: Omit<LimitOptions, 'variantIds' | 'path'>;
  /** An empty folder on a disk. */
  folder: string;
  say?: (line: string) => void;
}

export interface StoreResult {
  store: StoreName;
  version: string;
  about: string;
  counts: string;
  page: Speed;
  add: Speed;
  /** Of the Cookie header that each request of a visitor with a cart carries. */
  cookieBytes: number;
  bytesPerSession: number;
  heaps: Heap[];
  /** Null where nobody but the browser holds sessions, or so many were not measured. */
  heapMbPer100k: number | null;
  parallel: Adds;
  instance: Lost;
  /** Null where there is no node. */
  node: Lost | null;
}

export interface SessionsResult {
  stores: StoreResult[];
  /** Null when neither Redis nor memory was asked for. */
  many: Many | null;
  memoryDiesNear: number | null;
  classic: InProcess;
}

export interface Goods {
  /** Variants that never run out, as many as a cart shall have lines. */
  variantIds: readonly number[];
  /** Of a product page. */
  path: string;
}

interface Bench {
  store: StoreUnderTest;
  running: RunningStore;
  web: BenchProcess;
  client: Client;
  page: Stopwatch;
  add: Stopwatch;
  visitors: Visitor[];
}

const CONNECTIONS = 6;

/** The whole comparison. Errors: when a store does not do at all what a shop needs. */
export async function runSessions(shop: Shop, goods: Goods, plan: Plan): Promise<SessionsResult> {
  const say = plan.say ?? (() => undefined);
  const benches: Bench[] = [];
  try {
    for (const store of plan.stores) {
      say(`${store.name}: starting`);
      benches.push(await open(shop, store, goods, plan));
    }
    await race(benches, goods, plan, say);
    const stores: StoreResult[] = [];
    for (const bench of benches) stores.push(await examine(shop, bench, goods, plan, say));
    return { stores, ...(await findLimits(shop, benches, { ...plan.limits, ...goods }, say)) };
  } finally {
    for (const bench of benches) await close(bench);
  }
}

async function open(shop: Shop, store: StoreUnderTest, goods: Goods, plan: Plan): Promise<Bench> {
  mkdirSync(plan.folder, { recursive: true });
  const running = await store.start(mkdtempSync(join(plan.folder, `${store.name}-`)));
  const web = await BenchProcess.web(shop, running.settings);
  const client = new Client(web.url, CONNECTIONS);
  const visitors = await newVisitors(client, goods.variantIds, plan.visitors);
  return { store, running, web, client, page: new Stopwatch(), add: new Stopwatch(), visitors };
}

async function close({ running, web, client }: Bench): Promise<void> {
  client.close();
  await web.kill();
  await running.close();
}

/** Pages and adds, the stores by turns: a machine that slows down slows all of them. */
async function race(
  benches: readonly Bench[],
  { variantIds, path }: Goods,
  { seconds, rounds }: Plan,
  say: (line: string) => void,
): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'pages and adds: warming up' : `pages and adds: round ${round} of ${rounds}`);
    for (const { client, page, add, visitors } of benches) {
      // What warms up is measured by watches that nobody reads.
      const [pages, adds] = round === 0 ? [new Stopwatch(), new Stopwatch()] : [page, add];
      const time = { seconds: seconds / rounds };
      const see = (visitor: Visitor) => visitor.see(client, path);
      await pages.round(client, visitors, see, { ...time, status: 200 });
      const put = (visitor: Visitor) => visitor.add(client, variantIds[0]!);
      await adds.round(client, visitors, put, { ...time, status: 303 });
    }
  }
}

async function examine(
  shop: Shop,
  { store, running, web, client, page, add, visitors }: Bench,
  { variantIds, path }: Goods,
  plan: Plan,
  say: (line: string) => void,
): Promise<StoreResult> {
  say(`${store.name}: live heap with ${plan.counts.join(' and ')} sessions`);
  const most = store.copiesOneByOne ? plan.mostOneByOne : Infinity;
  const counts = [...new Set(plan.counts.map((count) => Math.min(count, most)))];
  const options = { counts, visits: plan.limits.visits, variantIds, path };
  const { heaps, bytesPerSession } = await heapOf(shop, running, options);
  const cookieBytes = Buffer.byteLength(visitors[0]!.cookie);
  const perSession = (growth(heaps) * 1e6) / heaps.at(-1)!.sessions;
  const isMemory = store.name === 'memory';
  const isWhole = store.name !== 'cookie' && heaps.at(-1)!.sessions === plan.counts.at(-1);

  say(`${store.name}: ${plan.adds} parallel adds, an instance dies, a node dies`);
  const other = await BenchProcess.web(shop, running.settings);
  const otherClient = new Client(other.url, plan.adds);
  const first = new Client(web.url, plan.adds);
  const parallel = await parallelAdds(isMemory ? [first] : [first, otherClient], variantIds, plan.adds);
  first.close();
  otherClient.close();
  const instance = await withoutInstance(other, client, variantIds, plan.sessions);
  const node = running.loseNode
    ? await withoutNode(running.loseNode, client, variantIds, plan.sessions)
    : null;
  return {
    store: store.name,
    version: running.version,
    about: store.about,
    counts: store.counts,
    page: page.speed,
    add: add.speed,
    cookieBytes,
    bytesPerSession: Math.round(bytesPerSession ?? (isMemory ? perSession : cookieBytes)),
    heaps,
    heapMbPer100k: isWhole ? perSession / 10 : null,
    parallel,
    instance,
    node,
  };
}

const growth = (heaps: readonly Heap[]): number => heaps.at(-1)!.mb - heaps[0]!.mb;

async function findLimits(
  shop: Shop,
  benches: readonly Bench[],
  options: LimitOptions,
  say: (line: string) => void,
): Promise<Omit<SessionsResult, 'stores'>> {
  const settingsOf = (name: StoreName) => benches.find(({ store }) => store.name === name)?.running.settings;
  const memory = settingsOf('memory');
  say(`redis: ${options.many} sessions under a heap of 256 MB`);
  const many = settingsOf('redis') ? await manyInRedis(shop, options) : null;
  say('memory: how many sessions fit into a heap of 256 MB');
  const diesNear = memory ? await memoryDiesNear(shop, memory, options) : null;
  return { many, memoryDiesNear: diesNear, classic: await classic(shop, options) };
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
