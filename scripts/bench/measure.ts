import type { BenchRequest, Client } from './client.js';
import type { ServerProcess } from './server-process.js';

export interface Measurement {
  requests: number;
  /** Of the wall clock. */
  seconds: number;
  cpuSeconds: number;
  /** Milliseconds, of all requests. */
  times: number[];
}

export interface Load {
  /** The next request; null when there are no more. */
  next(): BenchRequest | null;
  /** The status each answer must have. */
  status: number;
}

/** Sends requests over all connections of the client until `seconds` are over or there are none left. */
export async function measure(
  server: ServerProcess,
  client: Client,
  load: Load,
  seconds: number,
): Promise<Measurement> {
  const [started, cpuBefore] = [performance.now(), server.cpuSeconds()];
  const end = started + seconds * 1000;
  const times: number[] = [];
  const sendOn = async () => {
    while (performance.now() < end) {
      const request = load.next();
      if (!request) return;
      const sent = performance.now();
      const answer = await client.send(request);
      times.push(performance.now() - sent);
      if (answer.status !== load.status)
        throw new Error(`${request.path} answered ${answer.status}, expected ${load.status}`);
    }
  };
  await Promise.all(Array.from({ length: client.connections }, sendOn));
  return {
    requests: times.length,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: server.cpuSeconds() - cpuBefore,
    times,
  };
}

export const together = (rounds: readonly Measurement[]): Measurement => ({
  requests: rounds.reduce((sum, round) => sum + round.requests, 0),
  seconds: rounds.reduce((sum, round) => sum + round.seconds, 0),
  cpuSeconds: rounds.reduce((sum, round) => sum + round.cpuSeconds, 0),
  times: rounds.flatMap((round) => round.times),
});

/** Value below which the given share (0 to 1) of the times lies. */
export const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(Math.floor(times.length * share), times.length - 1)] ?? 0;
