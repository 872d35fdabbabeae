import type { BenchRequest } from './client.js';
import type { Result } from './report.js';

export interface Scenario {
  name: string;
  session: Result['session'];
  /** Status of every answer. */
  status: number;
  /** Method and body for the bare server. */
  bare: Omit<BenchRequest, 'path'>;
  /** For requests that need something prepared each: how many of them a round sends. */
  perRound?: number;
  /** Prepares `count` requests (Infinity: any number), in front of the measuring. */
  prepare(count: number): Promise<{ next(): BenchRequest | null }>;
}
