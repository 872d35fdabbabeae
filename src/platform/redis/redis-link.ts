import { Logger } from '@nestjs/common';
import { createClient, type RedisClientType } from 'redis';
import { UnavailableError } from '../errors/shop-error.js';
import { countBreakerOpen, countDeadlineMiss, countReconnect, countRedis } from '../metrics/counters.js';
import { countTrip } from '../request/request-stats.js';
import { silenceTimer } from './silence-timer.js';

export type RedisClient = RedisClientType;

interface LinkOptions {
  url: string;
  /** Milliseconds one command may take; a frozen server is noticed by nothing else. */
  deadlineMs: number;
  part: 'session' | 'cache' | 'cart';
  /** Broken by this link; links to the same server share one, so that a request waits for a frozen server only once. */
  breaker?: Breaker;
  /** Another link's breaker that this one respects but does not break. */
  heeds?: Breaker | undefined;
}

/** After a command ran into its deadline, others fail at once for this long instead of queueing up behind it. */
const BREAK_MS = 1000;

/** Open for a second after a command ran into its deadline. */
export class Breaker {
  private openUntil = 0;

  get isOpen(): boolean {
    return Date.now() < this.openUntil;
  }

  trip(): void {
    this.openUntil = Date.now() + BREAK_MS;
  }
}

const BACKOFF = { firstMs: 50, maxMs: 1000, jitterMs: 50 };

const reconnectDelay = (tries: number): number =>
  Math.min(BACKOFF.firstMs * 2 ** tries, BACKOFF.maxMs) + Math.random() * BACKOFF.jitterMs;

/**
 * One connection to one Redis, with a deadline and a breaker around every command.
 * Errors: `run` throws UnavailableError when Redis is away, frozen, or refuses to write (READONLY, LOADING, OOM ...).
 * Whether a timed-out write took effect is unknown; the caller must say "not saved" and be safe to repeat.
 */
export class RedisLink {
  readonly client: RedisClient;
  private readonly log: Logger;
  private readonly breaker: Breaker;
  private lastReplyAt = 0;

  constructor(private readonly options: LinkOptions) {
    this.breaker = options.breaker ?? new Breaker();
    this.log = new Logger(`Redis ${options.part}`);
    this.client = createClient({
      url: options.url,
      disableOfflineQueue: true,
      pingInterval: 700,
      socket: { connectTimeout: 500, socketTimeout: 2000, reconnectStrategy: reconnectDelay },
    });
    this.client.on('error', (error: Error) => this.log.warn(error.message || error.name));
    this.client.on('reconnecting', () => countReconnect(options.part));
  }

  /** Starts connecting and goes on in the background: the shop opens without Redis too. */
  connect(): void {
    this.client.connect().catch((error: Error) => this.log.warn(`not connected: ${error.message}`));
  }

  get isReady(): boolean {
    return this.client.isReady && !this.breaker.isOpen && !this.options.heeds?.isOpen;
  }

  /** Sends one command, or one MULTI: one round trip, counted for the request it belongs to. */
  async run<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    const { part } = this.options;
    if (!this.isReady) {
      countRedis(part, 'away');
      throw new UnavailableError('errors.store_away');
    }
    const started = performance.now();
    try {
      const reply = await this.beforeDeadline(command(this.client));
      countRedis(part, 'ok');
      return reply;
    } catch (error) {
      countRedis(part, error instanceof UnavailableError ? 'late' : 'failed');
      if (error instanceof UnavailableError) throw error;
      throw this.translate(error as Error);
    } finally {
      countTrip('redis', part, performance.now() - started);
    }
  }

  async close(): Promise<void> {
    if (this.client.isReady)
      await this.beforeDeadline(this.client.close()).catch(() => this.client.destroy());
    else if (this.client.isOpen) this.client.destroy();
  }

  private async beforeDeadline<T>(answer: Promise<T>): Promise<T> {
    let stop = () => {};
    const deadline = new Promise<never>((_resolve, reject) => {
      stop = silenceTimer(
        this.options.deadlineMs,
        () => this.lastReplyAt,
        () => reject(this.trip()),
      );
    });
    const heard = answer.finally(() => {
      this.lastReplyAt = performance.now();
    });
    return Promise.race([heard, deadline]).finally(() => stop());
  }

  private trip(): UnavailableError {
    countDeadlineMiss(this.options.part);
    if (!this.breaker.isOpen) countBreakerOpen(this.options.part);
    this.breaker.trip();
    this.log.warn(`no answer within ${this.options.deadlineMs} ms; not asked for ${BREAK_MS} ms`);
    return new UnavailableError('errors.store_away');
  }

  private translate(error: Error): Error {
    if (/^(WRONGTYPE|ERR)/.test(error.message)) return error;
    this.log.warn(`command failed: ${error.message}`);
    return new UnavailableError('errors.store_away');
  }
}
