import type { Beside, ProductCard } from './card.types.js';
import { PAIR_SCORE } from './related-sql.js';

const RELATED = 4;
const TOGETHER = 3;
/** Pairs that are kept of a product (`ProductPairs`), the related ones, and those of them that are pairs as well. */
export const MOST_BESIDE = 10 + RELATED + TOGETHER;

/** Of scored products, best first, what a page shows: pairs that can be bought, and others that are related. */
export function besideOf(scored: readonly { card: ProductCard; score: number }[]): Beside {
  const pairs = scored
    .filter(({ card, score }) => score >= PAIR_SCORE && card.isAvailable)
    .slice(0, TOGETHER);
  const shown = new Set(pairs.map(({ card }) => card.id));
  const others = scored.filter(({ card, score }) => score < PAIR_SCORE && !shown.has(card.id));
  return {
    related: others.slice(0, RELATED).map(({ card }) => card),
    together: pairs.map(({ card }) => card),
    isSample: pairs.length > 0 && pairs.every(({ score }) => score === PAIR_SCORE),
  };
}
