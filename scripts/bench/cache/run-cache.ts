import type { CacheName } from './caches/all.js';
import { type Frozen, whileFrozen } from './frozen.js';
import type { Plan } from './plan.js';
import { type Promised, onOwnRedis, promisedByAll } from './promised.js';
import {
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
  for (let nth = 0; nth < rounds; nth += 1) {
    say(`speed, round ${nth + 1} of ${rounds}`);
    for (const cache of caches)
      measured.get(cache)!.push(await onOwnRedis((url) => speedRound(cache, url, nth, plan)));
    objects.push(await onOwnRedis((url) => objectsRound(url, warmMs)));
  }
  const speeds = new Map<CacheName, Speed>(caches.map((cache) => [cache, middleOf(measured.get(cache)!)]));
  return { speeds, objects: middleOfObjects(objects) };
}
