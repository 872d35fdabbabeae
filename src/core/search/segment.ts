import type { Lexicon } from './lexicon.js';
import { type SearchableProduct, termsOf } from './product-terms.js';

/**
 * Where terms stand in a run of products. Term `terms[t]` stands in the products at `places` from `starts[t]` until
 * `starts[t + 1]`, counted from the first of the run, with `weights`.
 */
export interface Segment {
  size: number;
  terms: Int32Array;
  starts: Int32Array;
  places: Uint16Array;
  weights: Uint8Array;
}

/** At most 65,536 products. */
export function toSegment(products: readonly SearchableProduct[], lexicon: Lexicon): Segment {
  const byTerm = new Map<number, number[]>();
  let count = 0;
  for (const [place, product] of products.entries()) {
    for (const [term, weight] of termsOf(product, lexicon)) {
      const entries = byTerm.get(term) ?? [];
      if (entries.push(place * 256 + weight) === 1) byTerm.set(term, entries);
      count += 1;
    }
  }
  return packed(byTerm, products.length, count);
}

function packed(byTerm: ReadonlyMap<number, readonly number[]>, size: number, count: number): Segment {
  const segment: Segment = {
    size,
    terms: Int32Array.from(byTerm.keys()),
    starts: new Int32Array(byTerm.size + 1),
    places: new Uint16Array(count),
    weights: new Uint8Array(count),
  };
  let [at, end] = [0, 0];
  for (const entries of byTerm.values()) {
    for (const entry of entries) {
      segment.places[end] = entry >> 8;
      segment.weights[end] = entry & 255;
      end += 1;
    }
    segment.starts[(at += 1)] = end;
  }
  return segment;
}
