import type { Lexicon } from './lexicon.js';
import { weights } from './product-terms.js';
import type { Segment } from './segment.js';
import { termCounts, type TermCounts } from './term-counts.js';

/** How well a term is what was asked for, in hundredths, by its number. */
export type Factors = ReadonlyMap<number, number>;

/** Terms of all products. A place is that of a product in the columns of the same chunks. */
export class SearchIndex {
  readonly size: number;
  /** By segment: the place of its first product. */
  private readonly firsts: number[] = [];
  private readonly counts: TermCounts;

  constructor(
    private readonly segments: readonly Segment[],
    readonly lexicon: Lexicon,
  ) {
    this.size = segments.reduce((first, segment) => {
      this.firsts.push(first);
      return first + segment.size;
    }, 0);
    // All of it now, so that no search has to wait for it.
    this.counts = termCounts(segments, lexicon.terms.length);
    lexicon.settle();
  }

  /** By place: the best of the terms there, its weight times its factor; 0 where there is none. */
  scores(factors: Factors): Uint8Array {
    const scores = new Uint8Array(this.size);
    const { runStarts, runSegments, runs } = this.counts;
    for (const [term, factor] of factors)
      // A term that has come since the counting stands in no product of these: both ends are undefined.
      for (let at = runStarts[term]!; at < runStarts[term + 1]!; at += 1) {
        const segment = runSegments[at]!;
        addScores(scores, this.firsts[segment]!, this.segments[segment]!, runs[at]!, factor);
      }
    return scores;
  }

  /** How many products have a term. */
  productsWith(term: number): number {
    return this.counts.products[term] ?? 0;
  }

  /** The highest weight that a term has in any product. */
  bestWeight(term: number): number {
    return this.counts.best[term] ?? 0;
  }

  /** It stands in more than descriptions. */
  isTelling(term: number): boolean {
    return this.bestWeight(term) > weights.body;
  }
}

function addScores(scores: Uint8Array, first: number, segment: Segment, t: number, factor: number): void {
  const { starts, places, weights: all } = segment;
  const end = starts[t + 1]!;
  for (let at = starts[t]!; at < end; at += 1) {
    const score = ((all[at]! * factor) / 100) | 0 || 1;
    const place = first + places[at]!;
    if (score > scores[place]!) scores[place] = score;
  }
}
