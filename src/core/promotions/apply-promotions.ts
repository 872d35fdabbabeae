import { sum, type Minor } from '../money/money.js';
import { netOf, type DraftOrder } from '../pricing/draft.js';
import { applyLane } from './apply-lane.js';
import type { Promotion, Shopper } from './promotion.js';
import { whyNot } from './why-not.js';

/** What is left to pay, without tax. */
const leftToPay = ({ lines, delivery }: DraftOrder): Minor =>
  sum([...lines, ...(delivery ? [delivery] : [])].map(netOf));

/**
 * The order with what promotions take off it. Lanes follow each other, each working on what the one before has left. A
 * promotion that stands alone is taken instead of all others when it takes off more than they do together.
 */
export function applyPromotions(
  draft: DraftOrder,
  promotions: readonly Promotion[],
  shopper: Shopper,
): DraftOrder {
  const lines = draft.lines.map(({ line }) => line);
  const possible = promotions
    .filter((promotion) => whyNot(promotion, lines, shopper) === null)
    .toSorted((a, b) => a.id - b.id);
  const together = possible.filter(({ standsAlone }) => !standsAlone);
  const alone = possible.filter(({ standsAlone }) => standsAlone).map((promotion) => [promotion]);
  return [together, ...alone]
    .map((group) => applyLanes(draft, group))
    .reduce((best, other) => (leftToPay(other) < leftToPay(best) ? other : best));
}

function applyLanes(draft: DraftOrder, promotions: readonly Promotion[]): DraftOrder {
  const lanes = [...new Set(promotions.map(({ lane }) => lane))].toSorted((a, b) => a - b);
  return lanes.reduce(
    (order, lane) =>
      applyLane(
        order,
        promotions.filter((promotion) => promotion.lane === lane),
      ),
    draft,
  );
}
