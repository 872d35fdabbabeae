import { isLive, type Audit } from './audit.js';
import type { Facts } from './facts.js';

const PAID = ['authorised', 'paid', 'fulfilled'];

/** What was shown above the button is what the order costs, what the books add up to, and what the provider took. */
export const centsWrong: Audit = {
  name: 'cents that are wrong',
  looked: ({ orders, intents }) => `${orders.length} orders, ${intents.length} payments at the provider`,
  findings: (facts) => [...shown(facts), ...books(facts), ...charged(facts)],
};

function shown({ attempts, orders }: Facts): string[] {
  const totals = new Map(attempts.map(({ checkoutToken, total }) => [checkoutToken, total]));
  return orders.filter(isLive).flatMap(({ id, checkoutToken, total }) => {
    const confirmed = totals.get(checkoutToken);
    return confirmed === undefined || confirmed === total
      ? []
      : [`order ${id}: ${total} charged, ${confirmed} was confirmed`];
  });
}

const books = ({ wrongRows }: Facts): string[] =>
  Object.entries(wrongRows).map(([what, rows]) => `${what}: ${rows.slice(0, 10).join(', ')}`);

function charged({ orders, intents }: Facts): string[] {
  const holding = Map.groupBy(
    intents.filter(({ holdsMoney }) => holdsMoney),
    ({ orderId }) => orderId,
  );
  const byProvider = orders.filter(({ gateway }) => gateway === 'stripe');
  const wrong = byProvider.flatMap(({ id, state, total }) => {
    const amounts = (holding.get(id) ?? []).map(({ amount }) => amount);
    holding.delete(id);
    const expected = PAID.includes(state) ? [total] : [];
    return amounts.join() === expected.join()
      ? []
      : [`order ${id} (${state}, ${total}): the provider holds ${amounts.join(' and ') || 'nothing'}`];
  });
  return [
    ...wrong,
    ...Array.from(holding.keys(), (id) => `the provider holds money for order ${id}, which is not there`),
  ];
}

/** Whoever has paid has an order that knows it. */
export const paymentsKnown: Audit = {
  name: 'payments that the shop does not know of',
  looked: ({ attempts }) => `${attempts.filter(({ isPaid }) => isPaid).length} paid orders`,
  findings: ({ attempts, orders, eventsWaiting }) => {
    const states = new Map(orders.map(({ checkoutToken, state }) => [checkoutToken, state]));
    const open = attempts.filter((one) => one.isPaid && states.get(one.checkoutToken) === 'pending_payment');
    return [
      ...open.map(({ who, page }) => `${who}: paid, and ${page} still waits for it`),
      ...(eventsWaiting > 0 ? [`${eventsWaiting} events of the provider were not taken`] : []),
    ];
  },
};
