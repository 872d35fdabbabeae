import type { Lexicon } from './lexicon.js';
import { weights } from './product-terms.js';
import type { Segment } from './segment.js';

/** How well a term is what was asked for, in hundredths, by its number. */
export type Factors = ReadonlyMap<number, number>;

/** Terms of all products. A place is that of a product in the columns of the same chunks. */
export class SearchIndex {
  readonly size: number;
  private counted: { products: Int32Array; best: Uint8Array } | null = null;

  constructor(
    private readonly segments: readonly Segment[],
    readonly lexicon: Lexicon,
  ) {
    this.size = segments.reduce((sum, segment) => sum + segment.size, 0);
  }

  /** By place: the best of the terms there, its weight times its factor; 0 where there is none. */
  scores(factors: Factors): Uint8Array {
    const scores = new Uint8Array(this.size);
    const byTerm = new Uint8Array(this.lexicon.terms.length);
    for (const [term, factor] of factors) byTerm[term] = factor;
    let first = 0;
    for (const segment of this.segments) {
      for (let t = 0; t < segment.terms.length; t += 1) {
        const factor = byTerm[segment.terms[t]!]!;
        if (factor > 0) addScores(scores, first, segment, t, factor);
      }
      first += segment.size;
    }
    return scores;
  }

  /** How many products have a term. */
  productsWith(term: number): number {
    return this.counts().products[term] ?? 0;
  }

  /** The highest weight that a term has in any product. */
  bestWeight(term: number): number {
    return this.counts().best[term] ?? 0;
  }

  /** It stands in more than descriptions. */
  isTelling(term: number): boolean {
    return this.bestWeight(term) > weights.body;
  }

  private counts() {
    return (this.counted ??= this.count());
  }

  private count() {
    const products = new Int32Array(this.lexicon.terms.length);
    const best = new Uint8Array(this.lexicon.terms.length);
    for (const { terms, starts, weights: all } of this.segments) {
      for (const [t, term] of terms.entries()) {
        products[term]! += starts[t + 1]! - starts[t]!;
        for (let at = starts[t]!; at < starts[t + 1]!; at += 1)
          if (all[at]! > best[term]!) best[term] = all[at]!;
      }
    }
    return { products, best };
  }
}

function addScores(scores: Uint8Array, first: number, segment: Segment, t: number, factor: number): void {
  const { starts, places, weights: all } = segment;
  for (let at = starts[t]!; at < starts[t + 1]!; at += 1) {
    const score = Math.max(1, (all[at]! * factor) / 100);
    const place = first + places[at]!;
    if (score > scores[place]!) scores[place] = score;
  }
}
