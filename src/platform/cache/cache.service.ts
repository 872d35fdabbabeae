import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { deadline } from '../clock/deadline.js';
import { ENV, type Env } from '../config/env.js';
import { UnavailableError } from '../errors/shop-error.js';
import { countCacheEvent, countCacheRead } from '../metrics/counters.js';
import { CacheRoom } from '../redis/cache-room.js';
import type { RedisLink } from '../redis/redis-link.js';
import { CACHE_REDIS } from '../redis/redis.module.js';
import { type Answer, loadedAnswer, type Read } from './answer.js';
import { Batch } from './batch.js';
import type { Liveness } from './fleet.js';
import { graceMs, type Keep } from './keep.js';
import { noteRead } from '../request/request-stats.js';
import { LoadLimit } from './load-limit.js';
import { LocalReads, type Standing } from './local-reads.js';
import type { Held } from './memory-tier.js';
import { MissedChanges } from './missed-changes.js';
import { RedisTier } from './redis-tier.js';
import { SharedRead, SOFT_MS } from './shared-read.js';
import { InvalidationBus } from './invalidation-bus.js';

/** The hard time-out of a load. Shorter than a lease, or two would load. */
const HARD_MS = 3000;
/** A month: a state that ends sooner would put what it stands for out of reach for nothing. */
const TAG: Keep<string> = { seconds: 30 * 86_400 };
const MOST_LOADS = 20;
const MOST_WAITING = 200;

const away = () => new UnavailableError('errors.database_away');

/**
 * Cache-aside and write-through: L1 in this process, L2 in Redis. docs/caching.md says what is promised.
 * Values must survive JSON and are shared between callers: nobody may change one.
 */
@Injectable()
export class CacheService implements OnApplicationShutdown {
  private readonly local = new LocalReads(() => this.bus.isCurrent);
  private readonly limit = new LoadLimit(MOST_LOADS, MOST_WAITING);
  private readonly tier: RedisTier | null;
  private readonly shared: SharedRead | null;
  private readonly bus: InvalidationBus;
  private noticed = (_msAgo: number): void => {};

  constructor(
    @Inject(CACHE_REDIS) redis: RedisLink | null,
    room: CacheRoom,
    @Inject(ENV) { cacheRedisUrl: url }: Pick<Env, 'cacheRedisUrl'>,
    @Optional() @Inject(MissedChanges) missed: MissedChanges | null = null,
  ) {
    this.tier = redis && new RedisTier(redis, room);
    this.shared = this.tier && new SharedRead(this.tier);
    const ears = {
      changed: (names: readonly string[]) => this.cut(names),
      lost: () => this.distrust(),
    };
    this.bus = new InvalidationBus({ redis, url, missed }, ears);
  }

  /**
   * Cache-aside: the value under `name` from L1, else from L2, else from `load`, which is told the states of the value's tags.
   * Errors: what `load` throws, when there is no older value in its grace; UnavailableError when too many loads wait already.
   */
  async getOrLoad<T>(
    name: string,
    keep: Keep<T>,
    load: (states: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const states = keep.tags ? await this.statesOf(keep.tags) : [];
    return this.get([name, ...states].join(':'), keep, () => this.limited(() => load(states)));
  }

  /**
   * `getOrLoad` for many names: what L1 does not hold is one round trip to L2, and what that has not either one call of
   * `loadMany`. A name that it leaves out is null, and kept so. Values in the order of `names`.
   */
  getMany<T>(
    names: readonly string[],
    keep: Keep<T>,
    loadMany: (names: string[]) => Promise<ReadonlyMap<string, T>>,
  ): Promise<(T | null)[]> {
    const batch = new Batch((missing) => this.limited(() => loadMany(missing)));
    return Promise.all(
      names.map((name) => this.get<T | null>(name, keep as Keep<T | null>, () => batch.load(name))),
    );
  }

  /**
   * Null when one of these values, each as it was read, is not the one that this process would serve now. `known`: what this
   * answered before for the same values, so that asking again costs next to nothing.
   */
  stillServes(reads: ReadonlyMap<string, unknown>, known: Standing | null = null): Standing | null {
    return this.local.standing(reads, known);
  }

  /** The state of a tag is a random text, cached under its name; what was stored under an older one is out of reach. */
  private async statesOf(tags: readonly string[]): Promise<string[]> {
    const begin = async (missing: string[]) => new Map(missing.map((tag) => [tag, randomUUID()]));
    return (await this.getMany(tags, TAG, begin)).map(String);
  }

  private get<T>(name: string, keep: Keep<T>, load: () => Promise<T>): Promise<T> {
    const held = this.local.find(name);
    if (held && this.local.isTrusted(held)) {
      countCacheRead('l1');
      noteRead(name, held.value);
      return Promise.resolve(held.value as T);
    }
    return this.beyond(name, keep, load, held);
  }

  private async beyond<T>(
    name: string,
    keep: Keep<T>,
    load: () => Promise<T>,
    held: Held | undefined,
  ): Promise<T> {
    const read = this.readOf(name, keep, load);
    const found = this.local.share(name, () => this.read(read));
    const answer = await (held ? this.orHeld(found, held) : found);
    noteRead(name, answer.value, isInGrace(answer, keep));
    return answer.value as T;
  }

  /**
   * Write-through: the value is loaded anew and in place here and in L2 when this resolves, and other processes are told.
   * Call it after the commit. Errors: what `load` throws.
   */
  async writeThrough<T>(name: string, keep: Keep<T>, load: () => Promise<T>): Promise<T> {
    this.cut([name]);
    const read = this.readOf(name, keep, () => this.limited(load));
    const { value, stored } = await this.local.fly(
      name,
      async () => (await this.shared?.replace(read, () => this.bus.tell([name]))) ?? this.alone(read),
    );
    await stored;
    return value as T;
  }

  /**
   * Forgets values after their source has changed. Call it after the commit (cache-changes.ts does). Answers the generation
   * that begins with it, see `liveness`; null when others may not have heard of it.
   */
  async forget(...names: string[]): Promise<number | null> {
    this.cut(names);
    countCacheEvent('forgotten', names.length);
    const { tier } = this;
    if (!tier) return 0;
    const areGone = await Promise.all(names.map((name) => tier.forget(name)));
    return areGone.every(Boolean) ? this.bus.tell(names) : null;
  }

  /**
   * `listener` is called for each change that this process makes, hears of or may have missed, before anything is loaded
   * after it, and told how long ago it was. For sources that are behind what they copy. One listener at most.
   */
  onChange(listener: (msAgo: number) => void): void {
    this.noticed = listener;
    if (this.tier) this.tier.onChanged = listener;
  }

  /** From now on this process counts as one that serves visitors. */
  join(): void {
    this.bus.join();
  }

  /** How many of the processes that serve visitors serve a generation, or a later one. Null when nobody can know. */
  liveness(generation: number): Promise<Liveness | null> {
    return this.bus.liveness(generation);
  }

  /** False while nobody tells this process of changes made elsewhere: it looks for them in MySQL. */
  get isHearing(): boolean {
    return this.bus.isTold;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }

  private cut(names: readonly string[]): void {
    if (names.length > 0) this.noticed(0);
    for (const name of names) this.local.cut(name);
  }

  private distrust(): void {
    this.noticed(0);
    this.local.distrust();
  }

  private readOf(name: string, keep: Keep<unknown>, load: () => Promise<unknown>): Read {
    return { name, keep, load, behind: (again) => this.local.fly(name, again) };
  }

  private limited<T>(load: () => Promise<T>): Promise<T> {
    return this.limit.run(() => deadline(load(), HARD_MS, away));
  }

  private async read(read: Read): Promise<Answer> {
    try {
      const answer = (await this.shared?.read(read)) ?? (await this.alone(read));
      countCacheRead(answer.kind);
      return answer;
    } catch (error) {
      countCacheRead('failed');
      throw error;
    }
  }

  /** Without L2: nobody else is told, so nobody is asked. */
  private async alone(read: Read): Promise<Answer> {
    return loadedAnswer(await read.load(), read.keep);
  }

  /** What is held is served when the source fails, or is slow; then what it says is held for the next one. */
  private async orHeld(answer: Promise<Answer>, { value, graceUntil }: Held): Promise<Served> {
    const first = await Promise.race([answer.catch(() => null), pause(SOFT_MS, null)]);
    if (first) return first;
    countCacheRead('grace');
    return { value, graceMs: graceUntil - performance.now() };
  }
}

type Served = Pick<Answer, 'value' | 'graceMs'>;

/** Whether it is older than a source that answers would have left it. What does not exist has no grace. */
const isInGrace = ({ value, graceMs: left }: Served, keep: Keep<unknown>): boolean =>
  value !== null && left <= graceMs(keep);
