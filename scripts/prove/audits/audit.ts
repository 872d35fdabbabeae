import type { Facts } from './facts.js';

/** One question about a run, and everything that speaks against a good answer. */
export interface Audit {
  name: string;
  /** What was looked at: "312 orders". */
  looked(facts: Facts): string;
  /** Each says what is wrong and where. */
  findings(facts: Facts): string[];
}

/** An audit with its answer. */
export interface Audited {
  name: string;
  looked: string;
  findings: string[];
}

/** Orders that stand: their goods are promised or sent. */
export const isLive = ({ state }: { state: string }): boolean => state !== 'cancelled';
