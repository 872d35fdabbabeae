import { outsideRequest } from '../request/request-stats.js';
import type { MissedChanges } from './missed-changes.js';

interface Ears {
  /** Whether changes are told to this process now. */
  isTold: () => boolean;
  changed: (names: readonly string[]) => void;
  /** Nobody can say what has changed. */
  lost: () => void;
  /** What was missed has been seen to. */
  caughtUp: () => void;
}

/** A process may be behind the others for so long. */
const MOST_BEHIND_MS = 1000;
const ASK_EVERY_MS = 400;
/** Added to the time that is looked back on: transactions take a while, and a change is confirmed after them. */
const LOOK_BACK_S = 5;

/**
 * Knows until when this process has heard of all changes. While nobody tells it, since Redis is away, it looks where
 * transactions write them down: one small statement, instead of one for every value that would not be trusted.
 */
export class CatchUp {
  /** All changes until then have been seen to. */
  private currentAt = performance.now();
  private isBehind = true;
  private asking: Promise<void> | null = null;
  /** Of those that were looked up last: they come again until they are confirmed, and a little longer. */
  private seen = new Set<number>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly ears: Ears,
    private readonly missed: MissedChanges | null,
  ) {
    this.timer = setInterval(() => this.watch(), ASK_EVERY_MS).unref();
  }

  /** Whether what was read before still stands, as far as this process could know a second ago. */
  get isCurrent(): boolean {
    const now = performance.now();
    if (this.isTold) this.currentAt = now;
    return now - this.currentAt < MOST_BEHIND_MS;
  }

  /** Changes may have gone by unheard. */
  miss(): void {
    this.isBehind = true;
    void this.lookNow();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private get isTold(): boolean {
    return !this.isBehind && this.ears.isTold();
  }

  private watch(): void {
    if (!this.isCurrent || !this.isTold) void this.lookNow();
  }

  private lookNow(): Promise<void> {
    this.asking ??= outsideRequest(() => this.ask()).finally(() => (this.asking = null));
    return this.asking;
  }

  private async ask(): Promise<void> {
    const started = performance.now();
    const wasTold = this.ears.isTold();
    if (await this.look(started)) this.currentAt = started;
    else if (wasTold) this.ears.lost();
    if (!wasTold) return;
    this.isBehind = false;
    this.ears.caughtUp();
  }

  /** False when nobody says what has changed. */
  private async look(now: number): Promise<boolean> {
    if (!this.missed) return false;
    const behind = (now - this.currentAt) / 1000;
    const changes = await this.missed.since(behind + LOOK_BACK_S).catch(() => null);
    if (!changes) return false;
    const news = changes.filter(({ id }) => !this.seen.has(id));
    this.seen = new Set(changes.map(({ id }) => id));
    this.ears.changed(news.flatMap(({ names }) => names));
    return true;
  }
}
