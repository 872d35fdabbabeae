import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { SettingsError, type Env } from '../config/env.js';
import { UnavailableError } from '../errors/shop-error.js';
import { isSameServer } from './redis-address.js';
import type { RedisLink } from './redis-link.js';

/** What a full Redis does to logins and carts. */
export interface MemoryReport {
  /** `maxmemory-policy` of each primary, without repetition; empty when this Redis does not tell. */
  policies: string[];
  /** Keys thrown away for lack of memory since the servers started: logins and carts may be among them. */
  evictedKeys: number;
  /** Sentences for whoever runs the shop; empty when all is well. */
  problems: string[];
}

/** At start nobody waits longer for Redis than this; the shop opens without it. */
const START_MS = 2000;
const POLL_MS = 50;
const WATCH_MS = 15_000;
const CURE =
  'expected noeviction or volatile-ttl (in ElastiCache: maxmemory-policy in the parameter group of this Redis)';
/** Throws away what has a life, and every login and cart has one: those that would live longest too. */
const UNFAIR = ['volatile-lru', 'volatile-lfu', 'volatile-random'];

/**
 * Watches that the Redis of sessions and carts does not throw them away. The policy is read from INFO, since managed
 * servers refuse CONFIG.
 */
export class SessionMemory {
  private readonly log = new Logger(SessionMemory.name);
  private timer: NodeJS.Timeout | undefined;
  private told = '';
  /** The last report; null before the first. */
  last: MemoryReport | null = null;

  constructor(
    /** Null: sessions live elsewhere, and there is nothing to watch. */
    private readonly link: RedisLink | null,
    private readonly env: Env,
  ) {}

  /**
   * Errors: SettingsError when any key may be evicted. When Redis is away the shop opens all the same, and the check
   * is made when it comes back; then it is too late to refuse, so it is an error in the log and in `/statusz`.
   */
  async checkAtStart(): Promise<void> {
    const { link } = this;
    if (!link) return;
    for (let left = START_MS; left > 0 && !link.isReady; left -= POLL_MS) await pause(POLL_MS);
    const report = await this.read();
    const refusal = report?.policies.find((policy) => policy.startsWith('allkeys-'));
    if (refusal) throw new SettingsError(`REDIS_URL: ${report!.problems[0]}`);
    this.watch();
  }

  /** Asks now; null when Redis is away, does not let this user ask, or is not needed. Never throws. */
  async read(): Promise<MemoryReport | null> {
    if (!this.link) return null;
    try {
      const [memory, stats] = await Promise.all([this.link.info('memory'), this.link.info('stats')]);
      this.last = this.report(memory, stats);
      this.tell(this.last);
      return this.last;
    } catch (error) {
      if (error instanceof UnavailableError) return null;
      throw error;
    }
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private watch(): void {
    const delay = this.last ? WATCH_MS : START_MS;
    this.timer = setTimeout(() => void this.read().finally(() => this.watch()), delay).unref();
  }

  private report(memory: string[], stats: string[]): MemoryReport {
    const policies = [...new Set(memory.map((text) => fieldOf(text, 'maxmemory_policy')))].filter(Boolean);
    const evictedKeys = stats.reduce((sum, text) => sum + Number(fieldOf(text, 'evicted_keys')), 0);
    const problems = policies.map((policy) => this.problemOf(policy)).filter((problem) => problem !== null);
    if (evictedKeys > 0) problems.push(`${evictedKeys} keys were thrown away for lack of memory`);
    return { policies, evictedKeys, problems };
  }

  private problemOf(policy: string): string | null {
    if (policy.startsWith('allkeys-'))
      return `this Redis throws away any key when its memory is full, logins and carts too (maxmemory-policy ${policy}); ${CURE}`;
    if (!UNFAIR.includes(policy)) return null;
    if (isSameServer(this.env.cacheRedisUrl, this.env.REDIS_URL))
      return `cache and sessions share a Redis that throws away what was not used lately (maxmemory-policy ${policy}), carts included; ${CURE}, or another Redis in CACHE_REDIS_URL`;
    return `this Redis throws away logins and carts that live when its memory is full (maxmemory-policy ${policy}); ${CURE}`;
  }

  /** Once for each new state. */
  private tell(report: MemoryReport): void {
    const words = report.problems.join('; ');
    if (words !== this.told && words !== '') this.log.error(`sessions and carts are not safe: ${words}`);
    this.told = words;
  }
}

const fieldOf = (info: string, name: string): string =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
