import { Agent, request as send } from 'node:http';
import { steadyLoad } from './steady-load.js';

/** A request of a load: its kind is how it is told from others in the counts. */
export interface Offer {
  kind: string;
  path: string;
  cookie?: string;
}

/** What became of one. Status 0: no answer in time. */
export interface Outcome {
  kind: string;
  status: number;
  milliseconds: number;
}

/** Sends GET requests over any number of connections, which stay open; after `patienceMs` it no longer waits for an answer. */
export class LoadClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });

  constructor(
    private readonly url: string,
    private readonly patienceMs: number,
  ) {}

  ask({ kind, path, cookie }: Offer): Promise<Outcome> {
    const started = performance.now();
    const signal = AbortSignal.timeout(this.patienceMs);
    // As browsers ask: reading whole pages would take more of this process than making them takes of the shop.
    const headers = { 'accept-encoding': 'gzip', ...(cookie && { cookie }) };
    return new Promise((resolve) => {
      const finish = (status: number) => resolve({ kind, status, milliseconds: performance.now() - started });
      const outgoing = send(new URL(path, this.url), { agent: this.agent, headers, signal });
      outgoing.once('error', () => finish(0));
      outgoing.once('response', (incoming) => {
        incoming.once('error', () => finish(0)).once('end', () => finish(incoming.statusCode!));
        incoming.resume();
      });
      outgoing.end();
    });
  }

  /** Sends so many a second whatever becomes of them. */
  offer(rate: { perSecond: number; seconds: number }, next: (nth: number) => Offer): Promise<Outcome[]> {
    return steadyLoad(rate, (nth) => this.ask(next(nth)));
  }

  close(): void {
    this.agent.destroy();
  }
}
