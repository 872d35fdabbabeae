import { fraction, type Minor } from '../money/money.js';

/** What a benefit may take something off: what is left of one line. */
export interface Takeable {
  quantity: number;
  /** Left to pay for all of it, minor units. */
  net: Minor;
}

/** Some pieces of the line at `index`. */
export interface Pieces {
  index: number;
  count: number;
}

/** Cheapest piece first; among equals the earlier line. Compares fractions without dividing. */
export const byPriceOfOne = (a: Takeable, b: Takeable): number =>
  Number(BigInt(a.net) * BigInt(b.quantity) - BigInt(b.net) * BigInt(a.quantity));

/** What is left to pay for `count` pieces of a line. */
export const priceOfPieces = ({ net, quantity }: Takeable, count: number): Minor =>
  fraction(net, Math.min(count, quantity), quantity);

/** `count` pieces, taken from `from` in its order, as far as they go. */
export function takePieces(from: readonly Pieces[], count: number): Pieces[] {
  const taken: Pieces[] = [];
  let left = count;
  for (const { index, count: held } of from) {
    if (left <= 0) break;
    const now = Math.min(held, left);
    if (now > 0) taken.push({ index, count: now });
    left -= now;
  }
  return taken;
}
