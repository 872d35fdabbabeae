import { sum, type Minor } from '../money/money.js';
import { netOf, type DraftDelivery, type DraftLine, type DraftOrder } from '../pricing/draft.js';
import { takeBenefit } from './benefits/take-benefit.js';
import type { Promotion } from './promotion.js';

/** What one promotion would take off: per line, and off delivery. Minor units. */
interface Offer {
  promotion: Promotion;
  lines: Minor[];
  delivery: Minor;
}

const worth = ({ lines, delivery }: Offer): Minor => sum([...lines, delivery]);

/**
 * The promotions of one lane, which compete: the one that takes off most is taken, then the best one on the lines that are left,
 * and so on. No line, and no delivery, gets two of one lane. Of two that take off the same, the one that comes first.
 */
export function applyLane(draft: DraftOrder, promotions: readonly Promotion[]): DraftOrder {
  const taken = new Set<number>();
  let [order, rest] = [draft, promotions];
  for (;;) {
    const isFree = (index: number) => !taken.has(index);
    const isDeliveryFree = order.delivery === draft.delivery;
    const best = rest
      .map((promotion) => offer(order, promotion, isFree, isDeliveryFree))
      .reduce<Offer | null>((a, b) => (worth(b) > (a ? worth(a) : 0) ? b : a), null);
    if (!best) return order;
    order = take(order, best);
    rest = rest.filter((promotion) => promotion !== best.promotion);
    best.lines.forEach((amount, index) => amount > 0 && taken.add(index));
  }
}

function offer(
  { lines, delivery }: DraftOrder,
  promotion: Promotion,
  isFree: (index: number) => boolean,
  isDeliveryFree: boolean,
): Offer {
  const free = lines.flatMap((draft, index) =>
    isFree(index) ? [{ index, line: draft.line, net: netOf(draft) }] : [],
  );
  const amounts = takeBenefit(
    promotion.benefit,
    free.map(({ line, net }) => ({ line, net, quantity: line.quantity })),
  );
  const byLine = new Map(free.map(({ index }, i) => [index, amounts[i] ?? 0]));
  const sendsFree = promotion.benefit.kind === 'free_shipping' && isDeliveryFree && delivery !== null;
  return {
    promotion,
    lines: lines.map((_, index) => byLine.get(index) ?? 0),
    delivery: sendsFree ? netOf(delivery) : 0,
  };
}

function take({ lines, delivery }: DraftOrder, { promotion, ...amounts }: Offer): DraftOrder {
  return {
    lines: lines.map((line, index) => adjust(line, promotion, amounts.lines[index] ?? 0)),
    delivery: delivery && adjust(delivery, promotion, amounts.delivery),
  };
}

function adjust<T extends DraftLine | DraftDelivery>(
  draft: T,
  { id, title, code }: Promotion,
  amount: Minor,
): T {
  if (amount === 0) return draft;
  return { ...draft, adjustments: [...draft.adjustments, { promotionId: id, title, code, amount }] };
}
