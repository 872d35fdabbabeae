import { Logger } from '@nestjs/common';
import { NoAnswerError, UnavailableError } from '../errors/shop-error.js';
import { Breaker } from '../redis/breaker.js';
import { silenceTimer } from '../redis/silence-timer.js';

/** A store that refuses every request would fill the log; one line a second says as much. */
const LOG_EVERY_MS = 1000;

/**
 * Deadline and breaker around every request to one server: the rules of RedisLink for stores that are reached by
 * other clients. After a request without an answer others fail at once for a second.
 * Errors: `run` throws UnavailableError while nobody is asked or reached, NoAnswerError for whatever else the store says or
 * does not say in time; RangeError and TypeError, which tell of our own mistakes, pass through.
 */
export class StoreGuard {
  private readonly log: Logger;
  private readonly breaker = new Breaker();
  private lastReplyAt = 0;
  private lastLogAt = -LOG_EVERY_MS;

  constructor(
    server: string,
    private readonly deadlineMs: number,
  ) {
    this.log = new Logger(server);
  }

  async run<T>(request: () => Promise<T>): Promise<T> {
    if (this.breaker.isOpen) throw new UnavailableError('errors.store_away');
    try {
      return await this.beforeDeadline(request());
    } catch (error) {
      throw this.translate(error as Error);
    }
  }

  private async beforeDeadline<T>(answer: Promise<T>): Promise<T> {
    let stop = () => {};
    const deadline = new Promise<never>((_resolve, reject) => {
      const late = () => reject(this.trip());
      stop = silenceTimer(this.deadlineMs, () => this.lastReplyAt, late);
    });
    const heard = answer.finally(() => {
      this.lastReplyAt = performance.now();
    });
    return Promise.race([heard, deadline]).finally(() => stop());
  }

  private trip(): NoAnswerError {
    this.breaker.trip();
    this.warn(`no answer within ${this.deadlineMs} ms; not asked for a second`);
    return new NoAnswerError('errors.store_away');
  }

  private translate(error: Error): Error {
    if (error instanceof RangeError || error instanceof TypeError) return error;
    this.warn(error.message || error.name);
    const Unavailable = wasNeverSent(error) ? UnavailableError : NoAnswerError;
    return new Unavailable('errors.store_away');
  }

  private warn(message: string): void {
    const now = performance.now();
    if (now - this.lastLogAt < LOG_EVERY_MS) return;
    this.lastLogAt = now;
    this.log.warn(message);
  }
}

/** Nobody was there to be asked. */
const wasNeverSent = (error: Error & { code?: unknown }): boolean =>
  (error instanceof UnavailableError && !(error instanceof NoAnswerError)) ||
  ['ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(error.code));
