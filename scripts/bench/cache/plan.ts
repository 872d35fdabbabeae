import type { CacheName } from './caches/all.js';

/** How much is measured, and how long. */
export interface Plan {
  caches: readonly CacheName[];
  /** Of speed and crowds; the middle one counts. */
  rounds: number;
  /** Of reading from L1, a round. */
  warmMs: number;
  /** Read once each from L2, a round. With 1,500 the compiler was still at work, and the same cache took 70 to 115 µs. */
  coldNames: number;
  callers: number;
  /** Of the race of the slow reader, and of changes that others are to see. */
  races: number;
  /**
   * Of values that were loaded together: no more than 20 loads at a time, of 20 ms each, can bring back before they are past all use.
   * `isAtOnce`: few enough that all caches can be watched at the same time, while the other promises are tried.
   */
  expiry: { keys: number; seconds: number; isAtOnce: boolean };
  say: (line: string) => void;
}

const full = {
  rounds: 3,
  warmMs: 1000,
  coldNames: 6000,
  callers: 1000,
  races: 20,
  expiry: { keys: 5000, seconds: 30, isAtOnce: false },
};
const quick: typeof full = {
  ...full,
  warmMs: 300,
  expiry: { keys: 250, seconds: 20, isAtOnce: true },
};

export const planFor = (size: 'full' | 'quick') => (size === 'quick' ? quick : full);
