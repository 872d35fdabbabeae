import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { countCacheEvent } from '../metrics/counters.js';
import { outsideRequest } from '../request/request-stats.js';
import { type Answer, parseText, type Read, textOf } from './answer.js';
import { type Spans, spansOf, staleMs, usableMs } from './keep.js';
import { type Found, LEASE_MS, type RedisTier } from './redis-tier.js';

const ASK_AGAIN_MS = 15;
/** Longer than a lease: whoever waits becomes the loader when the one before has died. */
const MOST_WAITING_MS = LEASE_MS + 1000;
/** The soft time-out: so long a load may take while there is a value in its grace. */
export const SOFT_MS = 200;
/** So long a stale value is served without asking L2 again: its successor is on the way. */
const REFRESH_MS = 250;
/** A source that failed is left alone for so long while there is a value to serve. */
const BACK_OFF_MS = 1000;

/** Reads through L2, with one loader per name in the whole fleet. */
export class SharedRead {
  constructor(private readonly tier: RedisTier) {}

  /** Null when L2 is away. Errors: what the load throws, when there is no value to serve instead. */
  async read(read: Read): Promise<Answer | null> {
    const started = performance.now();
    for (let turn = 0; performance.now() - started < MOST_WAITING_MS; turn += 1) {
      const found = await this.tier.read(read.name);
      if (!found) return null;
      const answer = await this.use(read, found, performance.now() - started < SOFT_MS);
      if (answer) return answer;
      if (turn === 0) countCacheEvent('waited');
      await pause(ASK_AGAIN_MS * (1 + Math.random()));
    }
    return null;
  }

  /**
   * Takes the value away, loads it and puts the new one into its place. `tell` is called in between: whoever reads from
   * then on waits for the new one. Null when L2 is away.
   */
  async replace(read: Read, tell = async (): Promise<unknown> => null): Promise<Answer | null> {
    const token = randomUUID();
    if (!(await this.tier.forget(read.name, token))) return null;
    await tell();
    return this.load(read, token);
  }

  /** Null when there is nothing to serve yet, since somebody else is loading it. */
  private async use(read: Read, found: Found, isEarly: boolean): Promise<Answer | null> {
    const { text, left, token, hasFailed } = found;
    if (token !== null) countCacheEvent('leased');
    if (text === null) return token === null ? null : this.load(read, token);
    const known = parseText(text, read.keep);
    if (!known) return this.mend(read, token);
    const answer: Answer = {
      ...known,
      kind: left > 0 ? 'l2' : 'stale',
      trustedMs: left > 0 ? left : left + staleMs(read.keep) > 0 ? REFRESH_MS : 0,
      graceMs: usableMs(read.keep, left),
    };
    if (left + staleMs(read.keep) > 0) {
      if (token !== null) void this.refresh(read, token);
      return answer;
    }
    const newer = token === null ? null : await this.soon(this.refresh(read, token));
    const mayWait = token === null && isEarly && !hasFailed;
    return newer ?? (mayWait ? null : { ...answer, kind: 'grace' });
  }

  /** What cannot be read is taken away: it may be fresh for long. */
  private mend(read: Read, token: string | null): Promise<Answer | null> {
    countCacheEvent('odd');
    return token === null ? this.replace(read) : this.load(read, token);
  }

  /** Behind the answer. Null when it failed. */
  private refresh(read: Read, token: string): Promise<Answer | null> {
    return outsideRequest(() => read.behind(() => this.load(read, token, BACK_OFF_MS)).catch(() => null));
  }

  private soon<T>(answer: Promise<T>): Promise<T | null> {
    return Promise.race([answer, pause(SOFT_MS).then(() => null)]);
  }

  private async load(read: Read, token: string, backOffMs = 0): Promise<Answer> {
    const value = await read.load().catch(async (error: unknown) => {
      await this.tier.release(read.name, token, backOffMs);
      throw error;
    });
    const [text, spans] = [textOf(value), spansOf(read.keep, value)];
    const { fresh, stale, grace } = spans;
    return {
      value,
      kind: 'loaded',
      trustedMs: fresh,
      graceMs: fresh + stale + grace,
      textLength: text.length,
      // Whoever asked need not wait for it.
      stored: outsideRequest(() => this.store(read.name, token, text, spans)),
    };
  }

  private async store(name: string, token: string, text: string, spans: Spans): Promise<boolean | null> {
    const isStored = await this.tier.store(name, token, text, spans);
    if (isStored === false) countCacheEvent('outrun');
    return isStored;
  }
}
