import { account } from './account-cells.js';
import { cart } from './cart-cells.js';
import type { Cell } from './cell.js';
import { checkout } from './checkout-cells.js';
import { mails, orderPage } from './order-cells.js';
import { guestPages, memberPages } from './pages-cells.js';
import { commands, probes } from './staff-cells.js';
import { type Condition, DEPENDENCIES, type Dependency } from './troubles.js';

/** A dependency that is slow may be as good as away, or not. */
interface ByCondition {
  away: Cell;
  slow: Cell;
}
type Row = Record<Dependency, Cell | ByCondition>;

/** What is not said of a dependency. */
const but = (usual: Cell, others: Partial<Row> = {}): Row => ({
  ...(Object.fromEntries(DEPENDENCIES.map((name) => [name, usual])) as Row),
  ...others,
});

/** What each part of the shop does while one thing that it needs is dead, frozen or slow. A test for each cell, and the table of docs/resilience.md. */
export const MATRIX: Record<string, Row> = {
  'catalogue and search': but(guestPages.asUsual, {
    MySQL: { away: guestPages.fromTheCache, slow: guestPages.asUsual },
  }),
  'the same with a cart or signed in': but(memberPages.asUsual, {
    'session Redis': memberPages.asGuest,
    MySQL: { away: memberPages.fromTheCache, slow: memberPages.asUsual },
  }),
  cart: but(cart.asUsual, {
    'session Redis': cart.remembered,
    MySQL: { away: cart.fromTheCache, slow: cart.slowly },
  }),
  'sign-in and account': but(account.asUsual, {
    'session Redis': account.away,
    MySQL: { away: account.databaseAway, slow: account.slowly },
  }),
  checkout: but(checkout.asUsual, {
    'session Redis': checkout.remembered,
    MySQL: { away: checkout.refused, slow: checkout.slowly },
    'payment provider': { away: checkout.withoutCards, slow: checkout.asUsual },
  }),
  'page of an order': but(orderPage.asUsual, {
    MySQL: { away: orderPage.away, slow: orderPage.slowly },
  }),
  mails: but(mails.asUsual, {
    MySQL: { away: mails.afterwards, slow: mails.asUsual },
    'mail server': { away: mails.later, slow: mails.asUsual },
  }),
  'commands of staff': but(commands.asUsual, {
    MySQL: { away: commands.refused, slow: commands.asUsual },
  }),
  probes: but(probes.ok),
};

/** One column: what each part does in this condition of a dependency. */
export const cellsOf = (dependency: Dependency, condition: Condition): [string, Cell][] =>
  Object.entries(MATRIX).map(([part, row]) => {
    const entry = row[dependency];
    if ('says' in entry) return [part, entry];
    return [part, condition === '500 ms slower' ? entry.slow : entry.away];
  });
