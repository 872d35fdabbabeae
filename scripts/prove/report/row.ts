/** What one column of a row promises, what was found, and whether it holds; null when this run cannot say. */
export interface Verdict {
  target: string;
  found: string;
  isMet: boolean | null;
}

/** A row of the table of target figures. `entry` must hold; `moonshot` is reported beside it. */
export interface Row {
  event: string;
  entry: Verdict;
  moonshot: Verdict;
}

export const verdict = (target: string, found: string, isMet: boolean | null): Verdict => ({
  target,
  found,
  isMet,
});

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
export const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;
export const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
