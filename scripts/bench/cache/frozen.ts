import { OwnRedis } from '../../servers/own-redis.js';
import type { CacheName } from './caches/all.js';
import type { Answers } from './reading.js';
import { withReaders } from './reader-process.js';

const LIFE = { seconds: 600, graceSeconds: 3600 };
const READS = 100;
const EVERY_MS = 20;

type Paced = Answers & { loads: number };

/** Redis takes what it is sent and answers nothing. */
export interface Frozen {
  /** Of a name that L1 holds. */
  warm: Paced;
  /** Each of a name that it does not hold. */
  cold: Paced;
}

export async function whileFrozen(cache: CacheName): Promise<Frozen> {
  const redis = await OwnRedis.start();
  try {
    return await withReaders(cache, [redis.url], async ([reader]) => {
      await reader!.ask('read', { name: 'warm:0', life: LIFE });
      await redis.freeze();
      const paced = { count: READS, everyMs: EVERY_MS, life: LIFE };
      const warm = await reader!.ask('pace', { ...paced, prefix: 'warm:', isSame: true });
      const cold = await reader!.ask('pace', { ...paced, prefix: 'cold:', isSame: false });
      redis.thaw();
      return { warm, cold };
    });
  } finally {
    redis.thaw();
    await redis.close();
  }
}
