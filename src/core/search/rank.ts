import type { ProductColumns } from '../catalog/product-columns.js';
import { isAvailableAt } from '../catalog/stock-in-columns.js';

/** Scores so near to each other are equal: then stock and sales decide. */
const NEAR = 30;
/** Scores come in so many steps, each of them with and without stock. */
const HIGHEST = 2 * (Math.floor(255 / NEAR) + 1);

export interface Ranked {
  columns: ProductColumns;
  /** By place of a variant: 1 when it cannot be bought. */
  soldOut: Uint8Array;
  /** Places of all products, the least sold first. */
  bySales: Int32Array;
}

/** Places of what a search has found, best first: by how well it fits, then what can be bought, then what sells. */
export function rank(scores: Uint8Array, ranked: Ranked): Int32Array {
  const { steps, ends } = stepsOf(scores, ranked);
  // The highest step comes first.
  for (let step = HIGHEST; step > 0; step -= 1) ends[step]! += ends[step + 1]!;
  const places = new Int32Array(ends[1]!);
  const order = withAll(ranked.bySales, steps.length);
  // From the least sold on, so that each step is filled from its end.
  for (let nth = 0; nth < order.length; nth += 1) {
    const step = steps[order[nth]!]!;
    if (step > 0) places[(ends[step]! -= 1)] = order[nth]!;
  }
  return places;
}

/** By place: how good a hit it is, from 1; 0 for none. By step: how many there are. */
function stepsOf(scores: Uint8Array, { columns, soldOut }: Ranked) {
  const [steps, ends] = [new Uint8Array(scores.length), new Int32Array(HIGHEST + 2)];
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place]!;
    if (score === 0) continue;
    const step = 1 + 2 * Math.floor(score / NEAR) + Number(isAvailableAt(columns, soldOut, place));
    steps[place] = step;
    ends[step]! += 1;
  }
  return { steps, ends };
}

/** What was listed after the order of sales was read has sold nothing yet. */
function withAll(bySales: Int32Array, size: number): Int32Array {
  if (bySales.length === size) return bySales;
  const known = new Set(bySales);
  const others = Array.from({ length: size }, (_, nth) => size - 1 - nth).filter(
    (place) => !known.has(place),
  );
  return Int32Array.from([...others, ...bySales]);
}
