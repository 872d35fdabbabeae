import { randomUUID } from 'node:crypto';
import type { CacheRoom } from '../redis/cache-room.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import type { RedisScript } from '../redis/script.js';
import { forgetScript, readScript, releaseScript, storeScript } from './cache-scripts.js';
import type { Spans } from './keep.js';

/** What L2 says of a name. */
export interface Found {
  /** JSON of `{ value }`; null when there is none. */
  text: string | null;
  /** Milliseconds that it is still fresh; negative when it has been stale for so long. */
  left: number;
  /** Of the lease that makes the caller the loader; null when somebody else is, or nobody has to be. */
  token: string | null;
  /** The source failed a moment ago, and is left in peace. */
  hasFailed: boolean;
}

/** A load that takes longer gives another instance the right to load too. */
export const LEASE_MS = 4000;

/** Longer than any source may be behind what it copies. */
const CHANGED_MS = 15_000;

/** L2: values that all instances share, in Redis. Never throws: what Redis does not answer is null, or not done. */
export class RedisTier {
  /** Called when a name is read not long after it was forgotten; null when nobody wants to know. */
  onChanged: ((msAgo: number) => void) | null = null;

  constructor(
    private readonly redis: RedisLink,
    private readonly room: CacheRoom,
  ) {}

  /** Null when Redis does not answer: then nobody can know who loads. */
  async read(name: string): Promise<Found | null> {
    const token = randomUUID();
    const reply = await this.run(readScript, name, [token, LEASE_MS, this.onChanged ? 1 : 0]);
    if (!Array.isArray(reply)) return null;
    const [text, left, leased, changedMs] = reply as [string | null, number, number, number];
    if (changedMs >= 0) this.onChanged?.(CHANGED_MS - changedMs);
    return { text, left, token: leased === 1 ? token : null, hasFailed: leased === -1 };
  }

  /**
   * Stores what the holder of `token` has loaded. False when it changed meanwhile, null when Redis did not answer. Without
   * room only the lease is given back.
   */
  async store(name: string, token: string, text: string, spans: Spans): Promise<boolean | null> {
    if (!this.room.isFree) return this.release(name, token, 0).then(() => true);
    const { fresh, eager, stale, grace } = spans;
    const values = [token, text, fresh, eager, fresh + stale + grace];
    const reply = await this.run(storeScript, name, values);
    return reply === null ? null : reply === 1;
  }

  /** After a load that failed: nobody else loads for `backOffMs`. */
  async release(name: string, token: string, backOffMs: number): Promise<void> {
    await this.run(releaseScript, name, [token, backOffMs]);
  }

  /** False when Redis did not confirm it. With a `token` the caller is the loader afterwards. */
  async forget(name: string, token = ''): Promise<boolean> {
    return (await this.run(forgetScript, name, [token, LEASE_MS, CHANGED_MS])) === 1;
  }

  private run(script: RedisScript, name: string, values: (string | number)[]): Promise<unknown> {
    const { value, lease, changed } = keys.cached(name);
    return this.redis.run((client) => script.run(client, [value, lease, changed], values)).catch(() => null);
  }
}
