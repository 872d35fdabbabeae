import type { ProductColumns } from '../catalog/product-columns.js';

/** Scores so near to each other are equal: then stock and sales decide. */
const NEAR = 30;

export interface Ranked {
  columns: ProductColumns;
  /** By place of a variant: 1 when it cannot be bought. */
  soldOut: Uint8Array;
  /** Places of all products, the least sold first. */
  bySales: Int32Array;
}

/** Places of what a search has found, best first: by how well it fits, then what can be bought, then what sells. */
export function rank(scores: Uint8Array, { columns, soldOut, bySales }: Ranked): Int32Array {
  const sold = new Int32Array(scores.length);
  for (const [nth, place] of bySales.entries()) sold[place] = nth;
  const keys = new Map<number, number>();
  for (const [place, score] of scores.entries())
    if (score > 0)
      keys.set(place, 2 * Math.floor(score / NEAR) + (isAvailable(place, columns, soldOut) ? 1 : 0));
  return Int32Array.from(keys.keys()).sort(
    (a, b) => keys.get(b)! - keys.get(a)! || sold[b]! - sold[a]! || scores[b]! - scores[a]! || a - b,
  );
}

function isAvailable(place: number, { variantStart }: ProductColumns, soldOut: Uint8Array): boolean {
  for (let at = variantStart[place]!; at < variantStart[place + 1]!; at += 1)
    if (soldOut[at] === 0) return true;
  return false;
}
