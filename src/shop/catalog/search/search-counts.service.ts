import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { foldedQuery } from '../../../core/search/query.js';
import { type SearchCount, SearchCountRepository } from './search-count.repository.js';

/** So long counts wait in this process: a killed one loses no more. */
const WAIT_MS = 3000;
/** Different texts at once; more are a robot's, and are left out. */
const MOST_TEXTS = 500;
/** Rows that one process writes in a row of flushes without a pause, and how many a second it gets back: robots never rest. */
const MOST_ROWS = 2000;
const ROWS_A_SECOND = 2;
const KEPT_DAYS = 180;
const DELETED_AT_ONCE = 5000;
const SHOWN = 20;

export interface SearchReport {
  top: SearchCount[];
  /** What found nothing. */
  missed: SearchCount[];
}

/** What people search for: texts and numbers, nobody's name. Counting costs a search no statement. */
@Injectable()
export class SearchCounts implements BeforeApplicationShutdown {
  private readonly log = new Logger(SearchCounts.name);
  private waiting = new Map<string, SearchCount>();
  private timer: NodeJS.Timeout | null = null;
  private rows = MOST_ROWS;
  private rowsSince = performance.now();

  constructor(private readonly counts: SearchCountRepository) {}

  /** `typed` as it came, `results`: how many products the page said it has. */
  count(typed: string, results: number): void {
    const text = foldedQuery(typed);
    // Whoever types an address of somebody is not looking for goods.
    if (text === '' || typed.includes('@')) return;
    const known = this.waiting.get(text);
    if (!known && this.waiting.size >= MOST_TEXTS) return;
    this.waiting.set(text, { text, searches: (known?.searches ?? 0) + 1, results });
    this.timer ??= setTimeout(() => void this.flush(), WAIT_MS).unref();
  }

  /** Writes what waits, in one statement. Never rejects: what MySQL does not take is lost. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const some = [...this.waiting.values()].slice(0, this.allowed());
    this.waiting = new Map();
    if (some.length === 0) return;
    this.rows -= some.length;
    await this.counts
      .add(some)
      .catch((error: Error) => this.log.warn(`${some.length} searches were not counted: ${error.message}`));
  }

  /** Over the last `days`, today included. */
  async report(days: number): Promise<SearchReport> {
    const [top, missed] = await Promise.all([
      this.counts.findTop(days, false, SHOWN),
      this.counts.findTop(days, true, SHOWN),
    ]);
    return { top, missed };
  }

  /** For the worker: true when there may be more. */
  async tidy(): Promise<boolean> {
    return (await this.counts.deleteOlderThan(KEPT_DAYS, DELETED_AT_ONCE)) === DELETED_AT_ONCE;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.flush();
  }

  private allowed(): number {
    const now = performance.now();
    this.rows = Math.min(MOST_ROWS, this.rows + ((now - this.rowsSince) / 1000) * ROWS_A_SECOND);
    this.rowsSince = now;
    return Math.floor(this.rows);
  }
}
