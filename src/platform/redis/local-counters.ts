const MAX_KEYS = 10_000;

/** Counts per key within a fixed window, in this process only. Holds at most 10,000 keys; the oldest go first. */
export class LocalCounters {
  private readonly counts = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly windowMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Adds one and answers the count of the running window. */
  increment(key: string): number {
    const known = this.counts.get(key);
    if (known && known.endsAt > this.now()) return (known.count += 1);
    this.counts.delete(key);
    if (this.counts.size >= MAX_KEYS) this.counts.delete(this.counts.keys().next().value!);
    this.counts.set(key, { count: 1, endsAt: this.now() + this.windowMs });
    return 1;
  }

  forget(key: string): void {
    this.counts.delete(key);
  }

  /** Takes one back from a window that is still open. */
  takeBack(key: string): void {
    const known = this.counts.get(key);
    if (known && known.count > 0) known.count -= 1;
  }
}
