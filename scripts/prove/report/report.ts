import type { Audited } from '../audits/audit.js';
import type { Second } from '../traffic/traffic.js';
import type { Machine } from '../../bench/sessions/machine.js';
import type { Curves } from './curves.js';
import type { Row } from './row.js';

/** A fault of a run. Seconds since the shop opened. */
export interface FaultLine {
  name: string;
  from: number;
  to: number;
  figures: Record<string, number>;
  requests: number;
  failed: number;
  /** What failed: `cart 503`, and how often. */
  failures: Record<string, number>;
  p99: number;
  /** Left out where nothing was read. */
  curves?: Curves[];
}

/** Everything that a run of `npm run prove` found, as its JSON. */
export interface Report {
  isKept: boolean;
  /** What was typed, without the seed. */
  mode: string;
  seed: number;
  machine: Machine;
  load: {
    /** Pages a second that this machine could serve before the faults. */
    capacity: number;
    /** Of people who only look. */
    looksPerSecond: number;
    people: number;
    deedsPerSecond: number;
  };
  totals: {
    requests: number;
    failed: number;
    acknowledged: number;
    orders: number;
    mails: number;
    seconds: number;
  };
  faults: FaultLine[];
  rows: Row[];
  audits: Audited[];
  /** The run second by second. */
  seconds: Second[];
}

/** Nothing that had to hold was broken: no finding, no row whose first column was missed. */
export const isKept = (rows: readonly Row[], audits: readonly Audited[]): boolean =>
  rows.every(({ entry }) => entry.isMet !== false) && audits.every(({ findings }) => findings.length === 0);
