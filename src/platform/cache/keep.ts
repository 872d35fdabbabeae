/** How a kind of value is kept. Each span begins where the one before ends. */
export interface Keep<T> {
  /** Fresh. Up to a tenth less, by chance, so that what was stored together does not end together. */
  seconds: number;
  /** Stale while revalidating: served at once, and one reader in the fleet loads it anew. A quarter of `seconds` unless told. */
  staleSeconds?: number;
  /** Grace (stale if error): served when the source fails or is slow. An hour unless told. */
  graceSeconds?: number;
  /** Names of their own; to forget one is to forget all values that carry it, as far as they were loaded before. */
  tags?: readonly string[];
  /** When it stops being true by itself, in milliseconds since 1970: it is not fresh past that. Null: nobody knows of a moment. */
  endsAt?(value: T): number | null;
  /** Whether what was found has today's shape. Anything else counts as a miss. Null is a value and is not asked about. */
  is?(value: unknown): value is T;
}

/** The same in milliseconds, with the chance taken. */
export interface Spans {
  fresh: number;
  stale: number;
  grace: number;
  /** Before the end of `fresh` in which one reader loads it anew already (eager refresh). */
  eager: number;
}

/** What does not exist is remembered for less, and never past that: somebody may create it. */
const UNKNOWN_SECONDS = 30;
const USUAL_GRACE_SECONDS = 3600;
const JITTER = 0.1;
const EAGER = 0.1;
/** Has its place in seven digits, see cache-scripts.ts. */
const MOST_EAGER_MS = 3_600_000;

export const staleMs = ({ seconds, staleSeconds }: Keep<unknown>): number =>
  (staleSeconds ?? seconds / 4) * 1000;

export const graceMs = ({ graceSeconds }: Keep<unknown>): number =>
  (graceSeconds ?? USUAL_GRACE_SECONDS) * 1000;

/** Of a value that is fresh for `left` milliseconds more (negative: is not since). */
export const usableMs = (keep: Keep<unknown>, left: number): number =>
  Math.max(0, left + staleMs(keep) + graceMs(keep));

export function spansOf<T>(keep: Keep<T>, value: T): Spans {
  const isUnknown = value === null;
  const most = (isUnknown ? Math.min(UNKNOWN_SECONDS, keep.seconds) : keep.seconds) * 1000;
  const fresh = Math.max(1, Math.round(most * (1 - Math.random() * JITTER)));
  if (isUnknown) return { fresh, stale: 0, grace: 0, eager: 0 };
  const ends = keep.endsAt?.(value) ?? null;
  return {
    fresh: ends === null ? fresh : Math.max(1, Math.min(fresh, ends - Date.now())),
    stale: staleMs(keep),
    grace: graceMs(keep),
    eager: Math.min(Math.round(most * EAGER), MOST_EAGER_MS),
  };
}
