import { requestMemo } from '../../platform/request/request-stats.js';
import type { Cart } from './cart.js';
import type { JournalEntry } from './cart-change.js';
import type { Counted, Found } from './cart.repository.js';

type Asked = { cart: Promise<Found>; operations?: Promise<string[]> } | { count: Promise<Counted> };

export const countOf = ({ cart, ...known }: Found): Counted => ({
  count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
  revision: cart.revision,
  ...known,
});

/** Asks now, for whoever in this request wants to know. Nothing is asked outside of one. */
export function keepAhead(cartId: string, ask: () => Asked): void {
  const memo = requestMemo();
  if (!memo) return;
  const asked = ask();
  const count = 'cart' in asked ? asked.cart.then(countOf) : asked.count;
  // Nobody may ask for the answer after all.
  count.catch(() => undefined);
  memo.set(`count ${cartId}`, count);
  if (!('cart' in asked)) return;
  asked.operations?.catch(() => undefined);
  memo.set(`cart ${cartId}`, asked.cart).set(`operations ${cartId}`, asked.operations);
}

/** The cart as a change has left it, for whoever in this request looks at it next. */
export function rememberCart(cart: Cart): void {
  requestMemo()?.delete(`journal ${cart.id}`);
  keepAhead(cart.id, () => ({ cart: Promise.resolve({ cart, isKnown: true }) }));
}

export function keepJournalAhead(cartId: string, ask: () => Promise<JournalEntry[]>): void {
  const asked = requestMemo() && ask();
  asked?.catch(() => undefined);
  requestMemo()?.set(`journal ${cartId}`, asked);
}

export const recallCart = (cartId: string) => recall<Promise<Found>>(`cart ${cartId}`);
export const recallCount = (cartId: string) => recall<Promise<Counted>>(`count ${cartId}`);

export const recallJournal = (cartId: string) => recall<Promise<JournalEntry[]>>(`journal ${cartId}`);

/** Ids of what has been done to the cart. */
export const recallOperations = (cartId: string) => recall<Promise<string[]>>(`operations ${cartId}`);

export function forgetCart(cartId: string): void {
  requestMemo()?.delete(`cart ${cartId}`);
  requestMemo()?.delete(`count ${cartId}`);
  requestMemo()?.delete(`operations ${cartId}`);
}

const recall = <T>(name: string): T | undefined => requestMemo()?.get(name) as T | undefined;
