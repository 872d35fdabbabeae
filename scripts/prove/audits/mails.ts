import type { Audit } from './audit.js';
import type { Facts, OrderFact } from './facts.js';

const OF_AN_ORDER = /^Order (\d+): we have it/;
const PAID = ['authorised', 'paid', 'fulfilled'];

/** One id for each order that is paid, and none for others; what arrives again has the id that it had. */
export const mailsOnce: Audit = {
  name: 'mails of orders that are missing, doubled or made up',
  looked: ({ mails }) =>
    `${mails.length} mails with ${new Set(mails.map(({ messageId }) => messageId)).size} ids`,
  findings: ({ mails, orders, outboxOpen }) => {
    const ids = idsByOrder(mails);
    const known = new Set(orders.map(({ id }) => id));
    return [
      ...orders.flatMap((order) => judge(order, ids.get(order.id)?.size ?? 0)),
      ...[...ids.keys()]
        .filter((id) => !known.has(id))
        .map((id) => `a mail about order ${id}, which is not there`),
      ...outboxOpen.map((key) => `${key} was promised and is not done`),
    ];
  },
};

function idsByOrder(mails: Facts['mails']): Map<number, Set<string>> {
  const ids = new Map<number, Set<string>>();
  for (const { subject, messageId } of mails) {
    const order = Number(OF_AN_ORDER.exec(subject)?.[1] ?? NaN);
    if (!Number.isNaN(order)) ids.set(order, (ids.get(order) ?? new Set()).add(messageId));
  }
  return ids;
}

function judge({ id, state }: OrderFact, count: number): string[] {
  const expected = PAID.includes(state) ? 1 : 0;
  return count === expected ? [] : [`order ${id} (${state}): ${count} mails by id instead of ${expected}`];
}
