import type { Segment } from './segment.js';

/** What is known of each term over all segments, by its number. */
export interface TermCounts {
  /** Products that have it. */
  products: Int32Array;
  /** Its highest weight in any product. */
  best: Uint8Array;
  /** Term t stands in the segments `runSegments` from `runStarts[t]` until `runStarts[t + 1]`, there as the term number `runs`. */
  runStarts: Int32Array;
  runSegments: Int32Array;
  runs: Int32Array;
}

/** `terms`: how many there are. */
export function termCounts(segments: readonly Segment[], terms: number): TermCounts {
  const products = new Int32Array(terms);
  const best = new Uint8Array(terms);
  const runStarts = new Int32Array(terms + 1);
  for (const segment of segments) countOf(segment, { products, best, runStarts });
  for (let term = 0; term < terms; term += 1) runStarts[term + 1]! += runStarts[term]!;
  return { products, best, runStarts, ...runsOf(segments, runStarts) };
}

/** Numbers of runs are left one place behind their term, so that their sums are starts. */
function countOf(
  { terms, starts, weights }: Segment,
  { products, best, runStarts }: Pick<TermCounts, 'products' | 'best' | 'runStarts'>,
): void {
  for (let t = 0; t < terms.length; t += 1) {
    const [term, end] = [terms[t]!, starts[t + 1]!];
    products[term]! += end - starts[t]!;
    runStarts[term + 1]! += 1;
    for (let at = starts[t]!; at < end; at += 1) if (weights[at]! > best[term]!) best[term] = weights[at]!;
  }
}

function runsOf(segments: readonly Segment[], runStarts: Int32Array) {
  const next = runStarts.slice();
  const runSegments = new Int32Array(runStarts.at(-1)!);
  const runs = new Int32Array(runStarts.at(-1)!);
  for (const [nth, { terms }] of segments.entries())
    for (let t = 0; t < terms.length; t += 1) {
      const at = next[terms[t]!]!++;
      runSegments[at] = nth;
      runs[at] = t;
    }
  return { runSegments, runs };
}
