import { setTimeout as pause } from 'node:timers/promises';
import type { QuietLog } from './quiet-log.js';

interface Keepable {
  close(graceMs: number): Promise<void>;
}

interface Keeping<T> {
  /** Opens a fresh one, and calls `onTrouble` when that one has to be replaced. */
  open: (onTrouble: (reason: string) => void, previous: T | null) => Promise<T>;
  log: QuietLog;
  /** Called with each one that was opened, the first included. */
  onOpened?: (fresh: T) => void;
  /** Called before each try to open another one in its place. */
  onRetry?: () => void;
  /** Commands under way on a connection that was replaced get so many milliseconds to finish. */
  graceMs: number;
}

/** Every process meets a fail-over at the same moment; the jitter keeps them from knocking at the same moment too. */
const BACKOFF = { firstMs: 50, maxMs: 200, jitterMs: 100 };
/** One that lived shorter counts as a try that failed, or a server that lets us in and refuses all would be stormed. */
const GOOD_MS = 2000;

/**
 * Keeps one connection open for ever: whenever there is trouble with it, a fresh one is opened (with a fresh look-up
 * of the name, and of the primary) and takes its place, then the old one is closed. One replacement at a time.
 */
export class KeptConnection<T extends Keepable> {
  /** The one in place. It stays while it is replaced; it knows itself whether it may still be used. */
  current: T | null = null;
  /** Replacements so far; the first opening does not count. */
  swaps = 0;
  private isClosed = false;
  private failures = 0;

  constructor(private readonly keeping: Keeping<T>) {}

  /** Starts opening in the background. */
  start(): void {
    void this.keep();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.current?.close(this.keeping.graceMs);
  }

  private async keep(): Promise<void> {
    for (let isFirst = true; !this.isClosed; isFirst = false) {
      if (!isFirst) await pause(delayMs(this.failures));
      if (!isFirst && !this.isClosed) this.keeping.onRetry?.();
      if (!this.isClosed) await this.openAndWatch();
    }
  }

  /** Returns when the connection has to be replaced, or was not to be had. */
  private async openAndWatch(): Promise<void> {
    let report: (reason: string) => void = () => {};
    const trouble = new Promise<string>((resolve) => (report = resolve));
    try {
      this.putInPlace(await this.keeping.open(report, this.current));
    } catch (error) {
      this.failures += 1;
      return this.say(`not connected: ${(error as Error).message}`);
    }
    const openedAt = performance.now();
    this.say(`connection given up: ${await trouble}`);
    this.failures = performance.now() - openedAt > GOOD_MS ? 0 : this.failures + 1;
  }

  private putInPlace(fresh: T): void {
    if (this.isClosed) return void fresh.close(0);
    const old = this.current;
    this.current = fresh;
    if (old) this.swaps += 1;
    void old?.close(this.keeping.graceMs);
    if (old || this.failures > 0) this.say('connected again');
    this.keeping.onOpened?.(fresh);
  }

  private say(words: string): void {
    if (!this.isClosed) this.keeping.log.warn(words);
  }
}

function delayMs(failures: number): number {
  const base = failures === 0 ? 0 : Math.min(BACKOFF.firstMs * 2 ** failures, BACKOFF.maxMs);
  return base + Math.random() * BACKOFF.jitterMs;
}
