import { partOf, sum, type Minor } from '../../money/money.js';
import { byPriceOfOne, priceOfPieces, takePieces, type Pieces } from '../pieces.js';
import { ALL, type Benefit } from '../promotion.js';
import { meant, type BenefitLine } from './benefit-line.js';

type BuyGet = Extract<Benefit, { kind: 'buy_get' }>;
type CheapestFree = Extract<Benefit, { kind: 'cheapest_free' }>;
type Gift = Extract<Benefit, { kind: 'gift' }>;

const cheapestFirst = (lines: readonly BenefitLine[], indexes: readonly number[]): Pieces[] =>
  indexes
    .toSorted((a, b) => byPriceOfOne(lines[a]!, lines[b]!) || a - b)
    .map((index) => ({ index, count: lines[index]!.quantity }));

/** `rate` of what these pieces cost, per line. */
function offPieces(lines: readonly BenefitLine[], pieces: readonly Pieces[], rate = ALL): Minor[] {
  const counts = new Map(pieces.map(({ index, count }) => [index, count]));
  return lines.map((line, index) => partOf(priceOfPieces(line, counts.get(index) ?? 0), rate));
}

const countOf = (lines: readonly BenefitLine[], indexes: readonly number[]): number =>
  sum(indexes.map((index) => lines[index]!.quantity));

/** One of each `groupOf` pieces; of all that are meant, the cheapest ones. */
export function cheapestFree(lines: readonly BenefitLine[], { groupOf, of }: CheapestFree): Minor[] {
  const indexes = meant(lines, of);
  const free = Math.floor(countOf(lines, indexes) / groupOf);
  return offPieces(lines, takePieces(cheapestFirst(lines, indexes), free));
}

export function gift(lines: readonly BenefitLine[], { variantId, quantity }: Gift): Minor[] {
  const indexes = meant(lines, { variants: [variantId] });
  return offPieces(lines, takePieces(cheapestFirst(lines, indexes), quantity));
}

/** No piece is both bought and given. The pieces that are given are the cheapest ones that leave enough to be bought. */
export function buyGet(lines: readonly BenefitLine[], benefit: BuyGet): Minor[] {
  const [buyable, gettable] = [meant(lines, benefit.of), meant(lines, benefit.get)];
  const both = gettable.filter((index) => buyable.includes(index));
  const counts = {
    buyOnly: countOf(lines, buyable) - countOf(lines, both),
    getOnly: countOf(lines, gettable) - countOf(lines, both),
    both: countOf(lines, both),
  };
  const given = mostGiven(benefit, counts);
  const mayUse = counts.both - Math.max(0, bought(benefit, given) - counts.buyOnly);
  const taken = takeSparing(cheapestFirst(lines, gettable), new Set(both), given, mayUse);
  return offPieces(lines, taken, benefit.rateMillionths);
}

interface Counts {
  buyOnly: number;
  getOnly: number;
  both: number;
}

/** How many have to be bought for so many to be given. */
const bought = ({ buyQuantity, getQuantity }: BuyGet, given: number): number =>
  Math.ceil(given / getQuantity) * buyQuantity;

function isPossible(benefit: BuyGet, counts: Counts, given: number): boolean {
  const needed = bought(benefit, given);
  const fromBoth = Math.max(0, given - counts.getOnly) + Math.max(0, needed - counts.buyOnly);
  return fromBoth <= counts.both;
}

/** By halving: when so many can be given, fewer can too. */
function mostGiven(benefit: BuyGet, counts: Counts): number {
  const limit = benefit.most === null ? Infinity : benefit.most * benefit.getQuantity;
  let [possible, beyond] = [0, Math.min(limit, counts.getOnly + counts.both) + 1];
  while (beyond - possible > 1) {
    const middle = Math.floor((possible + beyond) / 2);
    if (isPossible(benefit, counts, middle)) possible = middle;
    else beyond = middle;
  }
  return possible;
}

/** `count` pieces in the order of `from`, of those in `scarce` at most `mayUse`. */
function takeSparing(
  from: readonly Pieces[],
  scarce: ReadonlySet<number>,
  count: number,
  mayUse: number,
): Pieces[] {
  let left = mayUse;
  const allowed = from.map(({ index, count: held }) => {
    if (!scarce.has(index)) return { index, count: held };
    const used = Math.min(held, left);
    left -= used;
    return { index, count: used };
  });
  return takePieces(allowed, count);
}
