import { Client } from '../client.js';
import { quantile } from '../measure.js';
import { OwnRedis } from '../../servers/own-redis.js';
import { BenchProcess, type Shop } from './bench-process.js';
import { checkCart, come, deathOf, settledHeap, spread, warmUpVisitors } from './heap.js';
import { benchRedis, copyingIn, usedMemory } from './redis-copies.js';
import { Visitor } from './visitor.js';

const CHECKED = 100;
const CLASSIC = 'scripts/bench/sessions/classic-child.js';
const MEMORY_WEB = 'scripts/bench/sessions/memory-web.js';

export interface LimitOptions {
  /** Sessions in Redis. */
  many: number;
  visits: number;
  /** Sessions that are measured, and steps on the way to the end. */
  sample: number;
  step: number;
  /** Where filling stops when nothing has ended. */
  most: number;
  variantIds: readonly number[];
  path: string;
}

/** A number of sessions served by one web process with a heap of 256 MB. */
export interface Many {
  sessions: number;
  visits: number;
  /** Live heap of the web process when it had served as many visits of its first visitors, and afterwards. */
  heapBeforeMb: number;
  heapMb: number;
  p50Ms: number;
  p99Ms: number;
  redisMb: number;
}

export interface InProcess {
  mbPer100k: number;
  /** Sessions at which a heap of 256 MB was full; null when it never was. */
  diesNear: number | null;
}

/** Redis without its log, which would write as much again to the disk. */
export async function manyInRedis(shop: Shop, options: LimitOptions): Promise<Many> {
  const { many, visits, variantIds, path } = options;
  const server = await OwnRedis.start({ 'maxmemory-policy': 'noeviction' });
  const redis = await benchRedis(server.url);
  const web = await BenchProcess.web(shop, { SESSION_STORE: 'redis', REDIS_URL: server.url });
  const client = new Client(web.url, 6);
  try {
    const first = await warmUpVisitors(client, options);
    const heapBeforeMb = await settledHeap(web, client, first, options);
    await copyingIn(redis).copy(first[0]!.ref, 0, many);
    const times = await come(client, spread(many, visits), visits, path);
    for (const visitor of spread(many, CHECKED)) await checkCart(client, visitor, variantIds.length);
    const heapMb = await web.liveHeap();
    const redisMb = (await usedMemory(redis)) / 1e6;
    const [p50Ms, p99Ms] = [quantile(times, 0.5), quantile(times, 0.99)];
    return { sessions: many, visits, heapBeforeMb, heapMb, p50Ms, p99Ms, redisMb };
  } finally {
    client.close();
    redis.destroy();
    await web.kill();
    await server.close();
  }
}

/** express-session's own MemoryStore with the cart in the session. */
export async function classic(shop: Shop, { sample, step, most }: LimitOptions): Promise<InProcess> {
  const child = await BenchProcess.start(shop, CLASSIC);
  const before = await child.liveHeap();
  await child.ask({ from: 0, to: sample });
  const mbPer100k = (((await child.liveHeap()) - before) / sample) * 100_000;
  await child.kill();
  const next = await BenchProcess.start(shop, CLASSIC);
  const diesNear = await deathOf(next, {}, { step, most });
  await next.kill();
  return { mbPer100k, diesNear };
}

/** Where the shop with SESSION_STORE=memory ends. */
export async function memoryDiesNear(
  shop: Shop,
  settings: NodeJS.ProcessEnv,
  { variantIds, step, most }: LimitOptions,
): Promise<number | null> {
  const web = await BenchProcess.start(shop, MEMORY_WEB, settings);
  const client = new Client(web.url, 1);
  const { ref } = await Visitor.withCart(client, variantIds);
  client.close();
  const diesNear = await deathOf(web, { template: ref }, { step, most });
  await web.kill();
  return diesNear;
}
