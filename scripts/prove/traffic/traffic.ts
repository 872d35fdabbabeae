import { isFailed, quantile, type Sample } from './sample.js';

/** One second of a run, for the chart. */
export interface Second {
  requests: number;
  failed: number;
  /** Milliseconds. */
  p99: number;
}

/** Samples of so long are kept for whoever asks for them; what is older is counted by seconds only. */
const KEPT_MS = 16 * 60_000;
const TIDY_AT = 50_000;

/** Every request of a run. */
export class Traffic {
  private opened = performance.now();
  private samples: Sample[] = [];
  /** What is no longer kept. */
  private readonly seconds: Second[] = [];
  requests = 0;
  failed = 0;

  /** The shop opens now: what was before counts no more. */
  open(): void {
    this.opened = performance.now();
    this.samples = [];
    [this.requests, this.failed] = [0, 0];
  }

  /** Milliseconds since the shop opened. */
  get now(): number {
    return performance.now() - this.opened;
  }

  note(sample: Sample): void {
    this.samples.push(sample);
    this.requests += 1;
    if (isFailed(sample)) this.failed += 1;
    if (this.samples.length > TIDY_AT && this.samples[0]!.at < this.now - 2 * KEPT_MS)
      this.tidy(this.now - KEPT_MS);
  }

  /** Those that were sent from one moment to another. */
  between(from: number, to: number): Sample[] {
    return this.samples.filter(({ at }) => at >= from && at < to);
  }

  /** The whole run, second by second. */
  bySecond(): Second[] {
    this.tidy(Infinity);
    return Array.from(this.seconds, (second) => second ?? { requests: 0, failed: 0, p99: 0 });
  }

  /** Turns all whole seconds before `until` into one line each. */
  private tidy(until: number): void {
    const whole = Math.floor(until / 1000) * 1000;
    const bySecond = Map.groupBy(
      this.samples.filter(({ at }) => at < whole),
      ({ at }) => Math.max(0, Math.floor(at / 1000)),
    );
    for (const [second, samples] of bySecond)
      this.seconds[second] = {
        requests: samples.length,
        failed: samples.filter(isFailed).length,
        p99: quantile(
          samples.map(({ ms }) => ms),
          0.99,
        ),
      };
    this.samples = this.samples.filter(({ at }) => at >= whole);
  }
}
