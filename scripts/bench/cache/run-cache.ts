import { OwnRedis } from '../../servers/own-redis.js';
import type { CacheName } from './caches/all.js';
import { type Frozen, whileFrozen } from './frozen.js';
import type { Plan } from './plan.js';
import { type Promised, onOwnRedis, promisedByAll } from './promised.js';
import {
  fillL2,
  middleOf,
  middleOfObjects,
  type Objects,
  objectsRound,
  type Speed,
  speedRound,
  type SpeedRound,
} from './speed.js';

export type CacheResult = { cache: CacheName } & Speed & Promised;

export interface CachesResult {
  caches: CacheResult[];
  /** Settings of libraries that are no column of their own. */
  bentocacheObjects: Objects;
  cacheableNonBlocking: Frozen;
}

export async function runCaches(plan: Plan): Promise<CachesResult> {
  const { speeds, objects } = await speedOfAll(plan);
  const [promised, cacheableNonBlocking] = await Promise.all([
    promisedByAll(plan),
    whileFrozen('cacheable nonBlocking'),
  ]);
  return {
    caches: plan.caches.map((cache) => ({ cache, ...speeds.get(cache)!, ...promised.get(cache)! })),
    bentocacheObjects: objects,
    cacheableNonBlocking,
  };
}

/** One after the other in each round, so that what the machine does besides meets all of them. */
async function speedOfAll(plan: Plan) {
  const { caches, rounds, warmMs, say } = plan;
  const measured = new Map<CacheName, SpeedRound[]>(caches.map((cache) => [cache, []]));
  const objects: Objects[] = [];
  const servers = await filledServers(plan);
  try {
    for (let nth = 0; nth < rounds; nth += 1) {
      say(`speed, round ${nth + 1} of ${rounds}`);
      for (const [cache, { url }] of servers)
        measured.get(cache)!.push(await speedRound(cache, url, nth, plan));
      objects.push(await onOwnRedis((url) => objectsRound(url, warmMs)));
    }
  } finally {
    await Promise.all([...servers.values()].map((server) => server.close()));
  }
  const speeds = new Map<CacheName, Speed>(caches.map((cache) => [cache, middleOf(measured.get(cache)!)]));
  return { speeds, objects: middleOfObjects(objects) };
}

/** A Redis for each, with what it is to find in L2 in every round. */
async function filledServers(plan: Plan): Promise<Map<CacheName, OwnRedis>> {
  const servers = new Map<CacheName, OwnRedis>();
  for (const cache of plan.caches) {
    plan.say(`filling L2: ${cache}`);
    const server = await OwnRedis.start();
    servers.set(cache, server);
    await fillL2(cache, server.url, plan);
  }
  return servers;
}
