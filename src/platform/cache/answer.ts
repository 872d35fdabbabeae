import { spansOf, type Keep } from './keep.js';

/** A value as a tier gave it. */
export interface Answer {
  value: unknown;
  kind: 'l2' | 'stale' | 'grace' | 'loaded';
  /** Milliseconds that it is fresh. */
  trustedMs: number;
  /** Milliseconds that it may be served when the source fails. */
  graceMs: number;
  /** Of its JSON. */
  textLength: number;
  /** Of a value that is being put into L2 behind the answer: false when it changed meanwhile, null when L2 does not answer. */
  stored?: Promise<boolean | null>;
}

/** One read through the tiers. */
export interface Read {
  name: string;
  keep: Keep<unknown>;
  /** From the source, within the limits of this process. */
  load: () => Promise<unknown>;
  /** Does a load behind an answer, whose value is held afterwards. */
  behind: (load: () => Promise<Answer>) => Promise<Answer>;
}

/** Wrapped, so that null and undefined are values too. */
export const textOf = (value: unknown): string => JSON.stringify({ value });

/** What the source has just said. */
export function loadedAnswer(value: unknown, keep: Keep<unknown>): Answer {
  const { fresh, stale, grace } = spansOf(keep, value);
  return {
    value,
    kind: 'loaded',
    trustedMs: fresh,
    graceMs: fresh + stale + grace,
    textLength: textOf(value).length,
  };
}

/** Null when the text is not a value of today's shape. */
export function parseText(text: string, keep: Keep<unknown>): { value: unknown; textLength: number } | null {
  try {
    const envelope = JSON.parse(text) as { value?: unknown } | null;
    if (typeof envelope !== 'object' || envelope === null || !('value' in envelope)) return null;
    const { value } = envelope;
    if (value !== null && keep.is && !keep.is(value)) return null;
    return { value, textLength: text.length };
  } catch {
    return null;
  }
}
