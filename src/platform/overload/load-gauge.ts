import type { Priority } from './priority.js';

/** What was measured of the event loop since the last time. */
export interface LoopWindow {
  milliseconds: number;
  /** Share of the time in which the loop had something to do, 0 to 1. */
  utilization: number;
  /** How late timers came, 99th percentile. */
  delayMs: number;
}

/** A request is refused when those under way would keep it waiting for longer. */
const MOST_WAIT_MS: Record<Priority, number> = { browse: 200, page: 500, purchase: 3000 };
/** Below this share the loop has time left: whoever waits then waits for a store, and refusing others would not help. */
const BUSY = 0.9;
const LATE_MS = 200;
/** Windows in a row: one alone may be a burst, which a process works off by itself. */
const BEGINS_AFTER = 2;
const ENDS_AFTER = 8;
/** Requests a millisecond, until more is known. */
const FIRST_CAPACITY = 0.1;
/** What a slow core does of the most costly requests; below that, a process that finishes nothing for a while would refuse everybody. */
const LEAST_CAPACITY = 0.03;
/** Kept of the capacity per busy window: what is asked may have become more costly. */
const KEPT = 0.95;

/**
 * Whether this process has more to do than it can, and whom it should refuse then. What counts is how long a new request would wait:
 * those under way, divided by how many are finished in a second (Little's law). That holds on any machine and for any mix of
 * requests, where a number of requests does not.
 */
export class LoadGauge {
  private underWay = 0;
  private finished = 0;
  /**
   * The most that were finished in a millisecond lately, not the mean: in a jam everything has been begun and little is
   * finished, and the first to suffer by that would be the long ones, purchases.
   */
  private capacity = FIRST_CAPACITY;
  private streak = 0;
  isOverloaded = false;

  /** `elsewhere`: how many of those under way wait for other threads of this process, and not for its event loop. */
  constructor(private readonly elsewhere: () => number = () => 0) {}

  begin(): void {
    this.underWay += 1;
  }

  end(): void {
    this.underWay -= 1;
    this.finished += 1;
  }

  refuses(priority: Priority): boolean {
    return this.isOverloaded && this.waitMs > MOST_WAIT_MS[priority];
  }

  get waitMs(): number {
    return Math.max(0, this.underWay - this.elsewhere()) / this.capacity;
  }

  /** Takes in one window; true when an overload has begun or ended with it. */
  sample({ milliseconds, utilization, delayMs }: LoopWindow): boolean {
    const isBusy = utilization >= BUSY;
    const kept = isBusy ? this.capacity * KEPT : this.capacity;
    this.capacity = Math.max(this.finished / milliseconds, kept, LEAST_CAPACITY);
    this.finished = 0;
    // Half as much for the way back, or it would go to and fro.
    const most = this.isOverloaded ? 0.5 : 1;
    const isTooMuch = isBusy && (delayMs > most * LATE_MS || this.waitMs > most * MOST_WAIT_MS.browse);
    this.streak = isTooMuch === this.isOverloaded ? 0 : this.streak + 1;
    if (this.streak < (this.isOverloaded ? ENDS_AFTER : BEGINS_AFTER)) return false;
    this.isOverloaded = !this.isOverloaded;
    this.streak = 0;
    return true;
  }
}
