import { Inject, Injectable, Logger } from '@nestjs/common';
import { CacheRoom } from '../redis/cache-room.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import { CACHE_REDIS } from '../redis/redis.module.js';

interface CacheOptions {
  /** How long a value may be served; each entry gets up to 10 % less, so that entries do not expire together. */
  seconds: number;
}

/** A stored value. `null` inside is a value too: the thing does not exist, and that is worth remembering. */
interface Envelope {
  value: unknown;
}

interface Load {
  result: Promise<unknown>;
}

const UNKNOWN_SECONDS = 30;
/** Some 10 MB at most. */
const MOST_PARSED = 500;
const jittered = (seconds: number): number => Math.max(1, Math.round(seconds * (1 - Math.random() * 0.1)));

/**
 * Cache-aside reads. An error, a time-out or a damaged value counts as a miss; a failed load is not remembered.
 * At most one load per key runs in this process at a time: later callers wait for the first one.
 * `forget` also cuts off a load that is running, so that the value from before the write is not stored after it.
 */
@Injectable()
export class CacheService {
  private readonly log = new Logger(CacheService.name);
  private readonly loads = new Map<string, Load>();
  private readonly parsed = new Map<string, { text: string; envelope: Envelope }>();

  /** Without a Redis nothing is kept: a process of its own memory would not hear what another one forgets. */
  constructor(
    @Inject(CACHE_REDIS) private readonly redis: RedisLink | null,
    private readonly room: CacheRoom,
  ) {}

  /**
   * The value under `name`, from Redis, else from `load`. Values must survive JSON, and are shared between callers:
   * nobody may change one. Throws only what `load` throws.
   */
  getOrLoad<T>(name: string, options: CacheOptions, load: () => Promise<T>): Promise<T> {
    const running = this.loads.get(name);
    if (running) return running.result as Promise<T>;
    const entry: Load = { result: Promise.resolve() };
    this.loads.set(name, entry);
    const isCurrent = () => this.loads.get(name) === entry;
    const result = this.read(name, options, load, isCurrent).finally(() => {
      if (isCurrent()) this.loads.delete(name);
    });
    entry.result = result;
    return result;
  }

  /** Forgets values after their source changed. Call it after the commit. Never throws: entries expire by themselves. */
  async forget(...names: string[]): Promise<void> {
    for (const name of names) this.loads.delete(name);
    if (!this.redis || names.length === 0) return;
    await this.redis
      .run((client) => client.del(names.map(keys.cache)))
      .catch((error: Error) => this.log.warn(`could not forget ${names.length} entries: ${error.message}`));
  }

  private async read<T>(
    name: string,
    options: CacheOptions,
    load: () => Promise<T>,
    isCurrent: () => boolean,
  ) {
    const cached = await this.lookUp(name);
    if (cached) return cached.value as T;
    const value = await load();
    if (isCurrent()) this.store(name, value, value === null ? UNKNOWN_SECONDS : options.seconds);
    return value;
  }

  private async lookUp(name: string): Promise<Envelope | undefined> {
    if (!this.redis) return undefined;
    try {
      const text = await this.redis.run((client) => client.get(keys.cache(name)));
      return text === null ? undefined : this.parse(name, text);
    } catch {
      return undefined;
    }
  }

  /** A text that was read before is not parsed again: a product page's JSON takes longer than its way from Redis. */
  private parse(name: string, text: string): Envelope | undefined {
    const known = this.parsed.get(name);
    if (known?.text === text) return known.envelope;
    const envelope = JSON.parse(text) as Partial<Envelope> | null;
    if (!envelope || !('value' in envelope)) return undefined;
    if (this.parsed.size >= MOST_PARSED) this.parsed.clear();
    this.parsed.set(name, { text, envelope: envelope as Envelope });
    return envelope as Envelope;
  }

  /** Not awaited by the reader: a slow cache must not slow the page. Without room nothing new is kept. */
  private store(name: string, value: unknown, seconds: number): void {
    if (!this.room.isFree) return;
    const text = JSON.stringify({ value });
    const expiration = { type: 'EX', value: jittered(seconds) } as const;
    void this.redis
      ?.run((client) => client.set(keys.cache(name), text, { expiration }))
      .catch(() => undefined);
  }
}
