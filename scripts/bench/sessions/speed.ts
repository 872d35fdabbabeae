import type { Client } from '../client.js';
import { quantile } from '../measure.js';
import type { Visitor } from './visitor.js';

export interface Speed {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50Ms: number;
  p99Ms: number;
  /** Requests that got another answer than they should. */
  failed: number;
}

/** Times of requests that were all of one kind, over several rounds. */
export class Stopwatch {
  private readonly times: number[] = [];
  private seconds = 0;
  private failed = 0;

  /**
   * Sends requests of waiting visitors over all connections of the client until the time is over. A visitor has one
   * request on the way at most, as the next one may need the cookie of the last answer.
   */
  async round(
    client: Client,
    visitors: Visitor[],
    send: (visitor: Visitor) => Promise<{ status: number }>,
    { seconds, status }: { seconds: number; status: number },
  ): Promise<void> {
    const started = performance.now();
    const goOn = async () => {
      while (performance.now() < started + seconds * 1000) {
        const visitor = visitors.shift()!;
        const sent = performance.now();
        const answer = await send(visitor);
        this.times.push(performance.now() - sent);
        if (answer.status !== status) this.failed += 1;
        visitors.push(visitor);
      }
    };
    await Promise.all(Array.from({ length: client.connections }, goOn));
    this.seconds += (performance.now() - started) / 1000;
  }

  get speed(): Speed {
    return {
      requests: this.times.length,
      perSecond: Math.round(this.times.length / this.seconds),
      p50Ms: Number(quantile(this.times, 0.5).toFixed(2)),
      p99Ms: Number(quantile(this.times, 0.99).toFixed(2)),
      failed: this.failed,
    };
  }
}
