import Fraction from 'fraction.js';
import type { LineToPrice } from '../../src/core/pricing/pricing.types.js';
import type { Benefit, Scope } from '../../src/core/promotions/promotion.js';

export const add = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Half to even, from the written rule and not from the shop's code. */
export function rounded(value: Fraction): number {
  const floor = value.floor();
  const rest = value.sub(floor);
  const half = rest.compare(new Fraction(1, 2));
  const up = half > 0 || (half === 0 && floor.valueOf() % 2 !== 0);
  return floor.valueOf() + (up ? 1 : 0);
}

export const means = (scope: Scope, line: LineToPrice): boolean =>
  (!scope.variants?.length || scope.variants.includes(line.variantId)) &&
  (!scope.products?.length || scope.products.includes(line.productId)) &&
  (!scope.collections?.length || line.collectionIds.some((id) => scope.collections!.includes(id)));

/** Whole shares of `total` by weight: the largest remainders get what is missing, earlier ones first. */
function shares(total: number, weights: readonly number[]): number[] {
  const all = add(weights);
  const exact = weights.map((weight) => new Fraction(weight).mul(total).div(all));
  const floors = exact.map((share) => share.floor().valueOf());
  const order = weights.map((_, i) => i);
  order.sort((a, b) => exact[b]!.sub(floors[b]!).compare(exact[a]!.sub(floors[a]!)) || a - b);
  for (const i of order.slice(0, total - add(floors))) floors[i]! += 1;
  return floors;
}

export interface Line {
  line: LineToPrice;
  net: number;
}

const each = (lines: readonly Line[], scope: Scope, off: (line: Line) => number): number[] =>
  lines.map((line) => (means(scope, line.line) ? Math.min(Math.max(off(line), 0), line.net) : 0));

interface Piece {
  at: number;
  price: Fraction;
  isBuyable: boolean;
}

function piecesOf(lines: readonly Line[], scope: Scope, buy: Scope | null): Piece[] {
  return lines
    .flatMap(({ line, net }, at) =>
      means(scope, line)
        ? Array.from({ length: line.quantity }, () => ({
            at,
            price: new Fraction(net, line.quantity),
            isBuyable: buy !== null && means(buy, line),
          }))
        : [],
    )
    .sort((a, b) => a.price.compare(b.price) || a.at - b.at);
}

/** Rate of the pieces' price, per line rounded twice as the rule says: the pieces' share, then the rate of it. */
const priceOff = (lines: readonly Line[], pieces: readonly Piece[], rate: number): number[] =>
  lines.map(({ net, line }, at) => {
    const count = pieces.filter((piece) => piece.at === at).length;
    const share = rounded(new Fraction(net).mul(count).div(line.quantity));
    return rounded(new Fraction(share).mul(rate).div(1_000_000));
  });

/** Tries every number of given pieces, from the most on, and whether enough others are left to be bought. */
function buyGet(lines: readonly Line[], benefit: Extract<Benefit, { kind: 'buy_get' }>): number[] {
  const candidates = piecesOf(lines, benefit.get, benefit.of);
  const outside = piecesOf(lines, benefit.of, null).filter(({ at }) => !means(benefit.get, lines[at]!.line));
  const most = benefit.most === null ? Infinity : benefit.most * benefit.getQuantity;
  for (let given = Math.min(candidates.length, most); given > 0; given -= 1) {
    const needed = Math.ceil(given / benefit.getQuantity) * benefit.buyQuantity;
    const buyable = candidates.filter((piece) => piece.isBuyable).length;
    const mayTake = outside.length + buyable - needed;
    const chosen: Piece[] = [];
    let taken = 0;
    for (const piece of candidates) {
      if (chosen.length === given) break;
      if (piece.isBuyable && taken >= Math.min(mayTake, buyable)) continue;
      if (piece.isBuyable) taken += 1;
      chosen.push(piece);
    }
    if (mayTake >= 0 && chosen.length === given) return priceOff(lines, chosen, benefit.rateMillionths);
  }
  return lines.map(() => 0);
}

/** What a benefit takes off each line, piece by piece and with exact fractions. */
export function off(benefit: Benefit, lines: readonly Line[]): number[] {
  switch (benefit.kind) {
    case 'percent':
      return each(lines, benefit.of, ({ net }) =>
        rounded(new Fraction(net).mul(benefit.rateMillionths).div(1_000_000)),
      );
    case 'amount': {
      const nets = lines.map(({ line, net }) => (means(benefit.of, line) ? net : 0));
      return add(nets) === 0 ? nets : shares(Math.min(benefit.amount, add(nets)), nets);
    }
    case 'amount_each':
      return each(lines, benefit.of, ({ line }) => benefit.amount * line.quantity);
    case 'fixed_price':
      return each(lines, benefit.of, ({ line, net }) => net - benefit.price * line.quantity);
    case 'cheapest_free': {
      const pieces = piecesOf(lines, benefit.of, null);
      return priceOff(lines, pieces.slice(0, Math.floor(pieces.length / benefit.groupOf)), 1_000_000);
    }
    case 'gift':
      return priceOff(
        lines,
        piecesOf(lines, { variants: [benefit.variantId] }, null).slice(0, benefit.quantity),
        1_000_000,
      );
    case 'buy_get':
      return buyGet(lines, benefit);
    case 'free_shipping':
      return lines.map(() => 0);
  }
}
