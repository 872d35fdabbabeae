import Fraction from 'fraction.js';
import type { PriceRequest } from '../../src/core/pricing/pricing.types.js';
import type { Condition, Promotion } from '../../src/core/promotions/promotion.js';
import { add, means, off, rounded } from './exact-benefits.js';

/** What an order comes to by the words of docs/decisions/0026-pricing.md, with exact fractions and piece by piece. */
export interface ExactOrder {
  discounts: number[];
  taxes: number[];
  shipping: number;
  total: number;
}

const zero = new Fraction(0);

function holds(condition: Condition, { lines, shopper }: PriceRequest): boolean {
  if (condition.kind === 'first_order') return shopper.isFirstOrder;
  if (condition.kind === 'customer_group') return condition.groups.some((id) => shopper.groups.includes(id));
  const found = lines.filter((line) => means(condition.of, line));
  if (condition.kind === 'minimum_quantity') return add(found.map((l) => l.quantity)) >= condition.quantity;
  return add(found.map((line) => line.quantity * line.unitPrice)) >= condition.amount;
}

interface State {
  nets: number[];
  delivery: number;
}

function lane(request: PriceRequest, before: State, promotions: readonly Promotion[]): State {
  const free = new Set(before.nets.keys());
  const state = { nets: [...before.nets], delivery: before.delivery };
  const left = new Set(promotions);
  let isDeliveryFree = true;
  for (;;) {
    let best: { promotion: Promotion; amounts: Map<number, number>; delivery: number; all: number } | null =
      null;
    for (const promotion of left) {
      const indexes = [...free];
      const lines = indexes.map((i) => ({ line: request.lines[i]!, net: state.nets[i]! }));
      const amounts = new Map(off(promotion.benefit, lines).map((amount, i) => [indexes[i]!, amount]));
      const delivery = promotion.benefit.kind === 'free_shipping' && isDeliveryFree ? state.delivery : 0;
      const all = add([...amounts.values()]) + delivery;
      if (all > (best?.all ?? 0)) best = { promotion, amounts, delivery, all };
    }
    if (!best) return state;
    left.delete(best.promotion);
    for (const [i, amount] of best.amounts)
      if (amount > 0) {
        state.nets[i]! -= amount;
        free.delete(i);
      }
    if (best.delivery > 0) isDeliveryFree = false;
    state.delivery -= best.delivery;
  }
}

/** An independent way to the same amounts: for comparison in tests only. */
export function exactOrder(request: PriceRequest): ExactOrder {
  const { lines, shipping, pricesIncludeTax } = request;
  const before = { nets: lines.map((l) => l.quantity * l.unitPrice), delivery: shipping?.price ?? 0 };
  const valid = request.promotions
    .filter((promotion) => promotion.conditions.every((condition) => holds(condition, request)))
    .sort((a, b) => a.id - b.id);
  const run = (group: readonly Promotion[]) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce(
      (state, number) =>
        lane(
          request,
          state,
          group.filter((promotion) => promotion.lane === number),
        ),
      before,
    );
  const ways = [
    run(valid.filter((promotion) => !promotion.standsAlone)),
    ...valid.filter((promotion) => promotion.standsAlone).map((promotion) => run([promotion])),
  ];
  const cost = (way: State) => add(way.nets) + way.delivery;
  const after = ways.reduce((best, way) => (cost(way) < cost(best) ? way : best));
  const taxOf = (net: number, rates: readonly number[]) => {
    const all = rates.reduce((a, b) => a.add(new Fraction(b, 1_000_000)), zero);
    if (pricesIncludeTax) return rounded(new Fraction(net).mul(all).div(all.add(1)));
    return add(rates.map((rate) => rounded(new Fraction(net).mul(rate).div(1_000_000))));
  };
  const rates = (taxes: readonly { rateMillionths: number }[]) => taxes.map((tax) => tax.rateMillionths);
  const taxes = [
    ...lines.map((line, i) => taxOf(after.nets[i]!, rates(line.taxes))),
    ...(shipping ? [taxOf(after.delivery, rates(shipping.taxes))] : []),
  ];
  return {
    discounts: lines.map((_, i) => before.nets[i]! - after.nets[i]!),
    taxes,
    shipping: after.delivery,
    total: add(after.nets) + after.delivery + (pricesIncludeTax ? 0 : add(taxes)),
  };
}
