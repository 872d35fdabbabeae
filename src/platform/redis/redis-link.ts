import { Logger } from '@nestjs/common';
import { createClient, type RedisClientType } from 'redis';
import { UnavailableError } from '../errors/shop-error.js';
import { countTrip } from '../request/request-stats.js';

export type RedisClient = RedisClientType;

interface LinkOptions {
  url: string;
  /** Milliseconds one command may take; a frozen server is noticed by nothing else. */
  deadlineMs: number;
  part: 'session' | 'cache' | 'cart';
}

/** After a command ran into its deadline, others fail at once for this long instead of queueing up behind it. */
const BREAK_MS = 1000;
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
  private brokenUntil = 0;

  constructor(private readonly options: LinkOptions) {
    this.log = new Logger(`Redis ${options.part}`);
    this.client = createClient({
      url: options.url,
      disableOfflineQueue: true,
      pingInterval: 700,
      socket: { connectTimeout: 500, socketTimeout: 2000, reconnectStrategy: reconnectDelay },
    });
    this.client.on('error', (error: Error) => this.log.warn(error.message || error.name));
  }

  /** Starts connecting and goes on in the background: the shop opens without Redis too. */
  connect(): void {
    this.client.connect().catch((error: Error) => this.log.warn(`not connected: ${error.message}`));
  }

  get isReady(): boolean {
    return this.client.isReady && Date.now() >= this.brokenUntil;
  }

  /** Sends one command, or one MULTI: one round trip, counted for the request it belongs to. */
  async run<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!this.isReady) throw new UnavailableError('errors.store_away');
    const started = performance.now();
    try {
      return await this.beforeDeadline(command(this.client));
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      throw this.translate(error as Error);
    } finally {
      countTrip('redis', this.options.part, performance.now() - started);
    }
  }

  async close(): Promise<void> {
    if (this.client.isReady)
      await this.beforeDeadline(this.client.close()).catch(() => this.client.destroy());
    else if (this.client.isOpen) this.client.destroy();
  }

  private async beforeDeadline<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(this.trip()), this.options.deadlineMs);
    });
    return Promise.race([answer, deadline]).finally(() => clearTimeout(timer));
  }

  private trip(): UnavailableError {
    this.brokenUntil = Date.now() + BREAK_MS;
    this.log.warn(`no answer within ${this.options.deadlineMs} ms; not asked for ${BREAK_MS} ms`);
    return new UnavailableError('errors.store_away');
  }

  private translate(error: Error): Error {
    if (/^(WRONGTYPE|ERR)/.test(error.message)) return error;
    this.log.warn(`command failed: ${error.message}`);
    return new UnavailableError('errors.store_away');
  }
}
