import type { LookupFunction } from 'node:net';
import { Logger } from '@nestjs/common';
import { NoAnswerError, nothingChanged, UnavailableError } from '../errors/shop-error.js';
import { countBreakerOpen, countDeadlineMiss, countReconnect, countRedis } from '../metrics/counters.js';
import { beginTrip } from '../request/request-stats.js';
import { Breaker } from './breaker.js';
import { KeptConnection } from './kept-connection.js';
import { knock } from './knock.js';
import { openConnection } from './open-connection.js';
import { QuietLog } from './quiet-log.js';
import { parseRedisAddress } from './redis-address.js';
import type { RedisCommands } from './redis-commands.js';
import type { RedisConnection } from './redis-connection.js';
import { failureOf } from './redis-errors.js';
import { emptyStats, type RedisLinkStats } from './redis-link-stats.js';
import { silenceTimer } from './silence-timer.js';

/** Keys looked at by one SCAN; others' commands wait for no more than that. */
const SCAN_COUNT = 500;

/** What a command is for, in the metrics. */
type Part = 'session' | 'cache' | 'cart';

interface LinkOptions {
  /** In any form of `REDIS_URL`. */
  url: string;
  /** Milliseconds one command may take; a frozen server is noticed by nothing else. */
  deadlineMs: number;
  part: Part;
  /** Broken by this link; links to the same server share one, so that a request waits for a frozen server only once. */
  breaker?: Breaker;
  /** Another link's breaker that this one respects but does not break. */
  heeds?: Breaker | undefined;
  /** How the host name of one endpoint is looked up; as Node does unless told. */
  lookup?: LookupFunction;
}

/**
 * The way to one Redis, a cluster or what Sentinels watch, with a deadline and a breaker around every command.
 * Errors: `run` throws UnavailableError when Redis is away, frozen, or refuses to write (READONLY, LOADING, OOM ...).
 * Whether a change that was sent and not answered took effect is unknown: `change` throws NoAnswerError then. Its caller
 * must not say that nothing was changed, and be safe to repeat.
 * Nothing is sent a second time here, not even after READONLY: that is rare, over in a moment, and the caller's answer
 * for all other failures serves for it too.
 */
export class RedisLink {
  private readonly log: QuietLog;
  private readonly breaker: Breaker;
  private readonly kept: KeptConnection<RedisConnection>;
  private readonly counted = emptyStats();
  private lastReplyAt = 0;
  private isKnocking = false;
  private waitingNow = 0;

  /** Errors: RedisAddressError. */
  constructor(private readonly options: LinkOptions) {
    this.breaker = options.breaker ?? new Breaker();
    this.log = new QuietLog(new Logger(`Redis ${options.part}`));
    const address = parseRedisAddress(options.url);
    this.kept = new KeptConnection({
      open: (onTrouble, previous) => openConnection(address, onTrouble, previous, options.lookup),
      log: this.log,
      onOpened: () => this.breaker.reset(),
      onRetry: () => countReconnect(options.part),
      graceMs: options.deadlineMs,
    });
  }

  /** Starts connecting and goes on in the background: the shop opens without Redis too. */
  connect(): void {
    this.kept.start();
  }

  get isReady(): boolean {
    return (this.kept.current?.isReady ?? false) && !this.breaker.isOpen && !this.options.heeds?.isOpen;
  }

  /** Commands that are under way. */
  get waiting(): number {
    return this.waitingNow;
  }

  get stats(): RedisLinkStats {
    return { ...this.counted, failures: { ...this.counted.failures }, swaps: this.kept.swaps };
  }

  /** Sends one command, or one MULTI: one round trip, counted for the request it belongs to. */
  run<T>(command: (client: RedisCommands) => Promise<T>, part: Part = this.options.part): Promise<T> {
    return this.change(command, part).catch(nothingChanged);
  }

  /** The same for what a visitor would notice. Errors: NoAnswerError too. */
  change<T>(command: (client: RedisCommands) => Promise<T>, part: Part = this.options.part): Promise<T> {
    return this.ask((connection) => command(connection.commands), part);
  }

  /** `INFO section` of every primary: one text without a cluster. Errors: UnavailableError. */
  info(section: string): Promise<string[]> {
    const ask = async (connection: RedisConnection) =>
      Promise.all((await connection.primaries()).map((primary) => primary.info(section)));
    return this.ask(ask, this.options.part);
  }

  /**
   * Names of keys, a few hundred at a time, of every primary; one that comes or goes meanwhile may be there or not, and
   * one may come twice. Walks through all keys there are: for operators, never for a request. Errors: UnavailableError.
   */
  async *scan(pattern: string): AsyncGenerator<string[]> {
    const { part } = this.options;
    for (const primary of await this.ask((connection) => connection.primaries(), part)) {
      let cursor = '0';
      do {
        const from = cursor;
        const page = await this.ask(() => primary.scan(from, { MATCH: pattern, COUNT: SCAN_COUNT }), part);
        yield page.keys;
        cursor = page.cursor;
      } while (cursor !== '0');
    }
  }

  async close(): Promise<void> {
    await this.kept.close();
  }

  private async ask<T>(question: (connection: RedisConnection) => Promise<T>, part: Part): Promise<T> {
    this.counted.commands += 1;
    const connection = this.isReady ? this.kept.current : null;
    if (!connection) throw this.fail('away', part);
    const end = beginTrip(part);
    this.waitingNow += 1;
    try {
      const reply = await this.beforeDeadline(connection, question(connection), part);
      countRedis(part, 'ok');
      return reply;
    } catch (error) {
      throw error instanceof UnavailableError ? error : this.translate(connection, error as Error, part);
    } finally {
      this.waitingNow -= 1;
      end();
    }
  }

  private beforeDeadline<T>(connection: RedisConnection, answer: Promise<T>, part: Part): Promise<T> {
    return new Promise((resolve, reject) => {
      let isMissed = false;
      const stop = silenceTimer(
        this.options.deadlineMs,
        () => (connection.repliesInOrder ? this.lastReplyAt : 0),
        () => {
          isMissed = true;
          reject(this.miss(connection, part));
        },
      );
      // A reply that was given up says that the server is late, not that the next one is about to come.
      const heard = () => {
        if (!isMissed) this.lastReplyAt = performance.now();
        stop();
      };
      answer.finally(heard).then(resolve, reject);
    });
  }

  /** In a cluster the breaker stays shut: the primary that is silent must not take the others with it. */
  private miss(connection: RedisConnection, part: Part): UnavailableError {
    countDeadlineMiss(part);
    if (!connection.repliesInOrder) return this.fail('deadline', part);
    if (!this.breaker.isOpen) {
      this.counted.breakerOpens += 1;
      countBreakerOpen(part);
      this.log.warn(
        `no answer within ${this.options.deadlineMs} ms; not asked until it answers in time again`,
      );
    }
    this.breaker.trip();
    if (!this.isKnocking) void this.waitBehindBreaker(connection);
    return this.fail('deadline', part);
  }

  /**
   * Keeps the breaker open until Redis answers within the deadline: no request has to try, and a stall of a moment does
   * not cost a whole second. A connection that is given up ends it, as its successor shuts the breaker.
   */
  private async waitBehindBreaker(connection: RedisConnection): Promise<void> {
    this.isKnocking = true;
    const isBack = await knock(connection, this.options.deadlineMs, () => this.breaker.trip());
    if (isBack) this.breaker.reset();
    this.isKnocking = false;
  }

  private translate(connection: RedisConnection, error: Error, part: Part): Error {
    const kind = failureOf(error);
    const unavailable = this.fail(kind, part);
    if (kind === 'wrong') return error;
    this.log.warn(`command failed: ${error.message}`);
    if (kind === 'role') connection.reportTrouble(error.message);
    return unavailable;
  }

  private fail(kind: keyof RedisLinkStats['failures'], part: Part): UnavailableError {
    this.counted.failures[kind] += 1;
    countRedis(part, kind === 'away' ? 'away' : kind === 'deadline' ? 'late' : 'failed');
    const wasSent = kind === 'deadline' || kind === 'lost';
    return wasSent ? new NoAnswerError('errors.store_away') : new UnavailableError('errors.store_away');
  }
}
