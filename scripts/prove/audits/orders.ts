import type { Attempt } from '../people/journal.js';
import { isLive, type Audit } from './audit.js';
import type { Facts, OrderFact } from './facts.js';

const byToken = (orders: readonly OrderFact[]) => Map.groupBy(orders, ({ checkoutToken }) => checkoutToken);

/** Every order that somebody was told of is there, with what the cart held; none is there twice, or for nobody. */
export const ordersOnce: Audit = {
  name: 'orders that were lost, doubled or made up',
  looked: ({ attempts, orders }) =>
    `${attempts.filter(({ outcome }) => outcome === 'placed').length} acknowledged orders, ${orders.length} in MySQL`,
  findings: (facts) => {
    const found = byToken(facts.orders);
    const known = new Set(facts.attempts.map(({ checkoutToken }) => checkoutToken));
    return [
      ...conclusive(facts.attempts).flatMap((attempt) =>
        judge(attempt, found.get(attempt.checkoutToken) ?? [], facts),
      ),
      ...facts.orders
        .filter(({ checkoutToken }) => !known.has(checkoutToken))
        .map(({ id }) => `order ${id} is nobody's`),
    ];
  },
};

/** Whoever was refused stands at the button again with the same token: then the order is that of the other try. */
function conclusive(attempts: readonly Attempt[]): Attempt[] {
  const others = attempts.filter(({ outcome }) => outcome !== 'refused');
  const tokens = new Set(others.map(({ checkoutToken }) => checkoutToken));
  return attempts.filter(({ outcome, checkoutToken }) => outcome !== 'refused' || !tokens.has(checkoutToken));
}

/** Goods are set aside for some time only: in a run of hours what nobody paid for is cancelled. */
const hasEnded = ({ isPaid }: Attempt, orders: readonly OrderFact[]): boolean => !isPaid && orders.length > 0;

function judge(attempt: Attempt, orders: readonly OrderFact[], facts: Facts): string[] {
  const { who, outcome, page, lines } = attempt;
  const [order, ...more] = orders.filter(isLive);
  if (more.length > 0) return [`${who}: ${more.length + 1} orders, ${orders.map(({ id }) => id).join(', ')}`];
  if (outcome === 'placed' && !order && !hasEnded(attempt, orders))
    return [`${who}: the order at ${page} is lost`];
  if (outcome === 'refused' && order) return [`${who}: order ${order.id} was refused and is there`];
  if (!order) return [];
  const wrongPage =
    page !== null && page !== `/orders/${order.token}` ? [`${who}: ${page} is not order ${order.id}`] : [];
  return [...wrongPage, ...goods(order.id, lines, facts).map((text) => `${who}, order ${order.id}: ${text}`)];
}

/** What was ordered is what the cart held. */
function goods(orderId: number, expected: Attempt['lines'], { orderLines }: Facts): string[] {
  const own = new Map<number, number>();
  for (const line of orderLines.filter((one) => one.orderId === orderId))
    own.set(line.variantId, (own.get(line.variantId) ?? 0) + line.quantity);
  const known = expected.flatMap(({ id, least, most }) => {
    const quantity = own.get(id) ?? 0;
    own.delete(id);
    return quantity < least || quantity > most ? [`${quantity} of ${id} instead of ${least} to ${most}`] : [];
  });
  return [
    ...known,
    ...Array.from(own, ([id, quantity]) => `${quantity} of ${id}, which was not in the cart`),
  ];
}

/** Nobody was promised what is not there, and nothing left the shelf by itself. */
export const unitsOversold: Audit = {
  name: 'units oversold or gone astray',
  looked: ({ stock }) => `${stock.length} variants`,
  findings: ({ stock, stockBefore, orders, orderLines }) => {
    const live = new Set(orders.filter(isLive).map(({ id }) => id));
    const promised = new Map<number, number>();
    for (const { variantId, quantity } of orderLines.filter(({ orderId }) => live.has(orderId)))
      promised.set(variantId, (promised.get(variantId) ?? 0) + quantity);
    return stock.flatMap(({ variantId, onHand, reserved }) => {
      const [before, sold] = [stockBefore.get(variantId) ?? onHand, promised.get(variantId) ?? 0];
      return [
        ...(sold > before ? [`variant ${variantId}: ${sold} sold of ${before}`] : []),
        ...(reserved !== sold ? [`variant ${variantId}: ${reserved} set aside for ${sold} in orders`] : []),
        ...(onHand !== before ? [`variant ${variantId}: ${onHand} on hand, ${before} at the start`] : []),
      ];
    });
  },
};
