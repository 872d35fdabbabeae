import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { randomKey } from '../../platform/random/random-key.js';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import type { RedisScript } from '../../platform/redis/script.js';
import { requestMemo } from '../../platform/request/request-stats.js';
import { customerOfCart, shopTurn, type Cart, type CartTurn } from './cart.js';
import type { ChangeReply, ChangeRequest, JournalEntry, MergeReply, StoredCart } from './cart-change.js';
import { readDump, readEntry, readReply, type CartDump } from './cart-reading.js';
import {
  absorbCart,
  changeCart,
  discardCart,
  markChanged,
  readCart,
  restoreCart,
  sealCart,
  unmarkChanged,
} from './cart-scripts.js';

const DAY_SECONDS = 86_400;
const GUEST_SECONDS = 30 * DAY_SECONDS;
/** A customer's cart, in Redis and in its copy. */
export const CUSTOMER_CART_DAYS = 90;
const CUSTOMER_SECONDS = CUSTOMER_CART_DAYS * DAY_SECONDS;

type Found = { cart: Cart; isKnown: boolean };
type Counted = { count: number; revision: number; isKnown: boolean };

/** Carts in Redis. Every change is one script, so parallel changes of one cart never lose each other. */
@Injectable()
export class CartRepository {
  constructor(@Inject(SESSION_REDIS) private readonly redis: RedisLink) {}

  /** Asks for a cart, or only its count, now; `find` and `itemCount` of this request get that answer. */
  readAhead(cartId: string, what: 'cart' | 'count'): void {
    const memo = requestMemo();
    if (!memo) return;
    const cart = what === 'cart' ? this.fetch(cartId) : null;
    const count = cart ? cart.then(countOf) : this.fetchCount(cartId);
    // Nobody may ask for the answer after all.
    count.catch(() => undefined);
    memo.set(`count ${cartId}`, count);
    if (cart) memo.set(`cart ${cartId}`, cart);
  }

  /** The cart and whether Redis knows it; an unknown customer's cart may have to be restored first. */
  find(cartId: string): Promise<Found> {
    return recall<Promise<Found>>(`cart ${cartId}`) ?? this.fetch(cartId);
  }

  /** Sum of all quantities, and the revision, without reading the rest. */
  itemCount(cartId: string): Promise<Counted> {
    return recall<Promise<Counted>>(`count ${cartId}`) ?? this.fetchCount(cartId);
  }

  /** A second request with the same operation id changes nothing and gets the first one's answer. */
  async change(turn: CartTurn, request: ChangeRequest): Promise<ChangeReply> {
    const { cartId, device, operationId } = turn;
    const op = request.undo ? `undo:${request.undo}` : (operationId ?? randomKey());
    const text = JSON.stringify({ ...request, op, device, wish: wishOf(request) });
    const [, reply] = await Promise.all([this.mark(cartId), this.send(changeCart, turn, text)]);
    const read = readReply(cartId, reply as unknown[]);
    if (read.ok) remember(read.cart);
    return read;
  }

  /** Lays a cart where this request will look for it. */
  provide(cart: Cart): void {
    remember(cart);
  }

  async restore(cartId: string, stored: StoredCart): Promise<void> {
    forget(cartId);
    await this.send(restoreCart, shopTurn(cartId), JSON.stringify(stored));
  }

  /** What happened to the cart lately, the newest first. */
  async journal(cartId: string): Promise<JournalEntry[]> {
    const texts = await this.redis.run((client) => client.lRange(keys.cartJournal(cartId), 0, -1), 'cart');
    return texts.map(readEntry);
  }

  /**
   * A guest's cart that is to move into a customer's takes no more changes from now on. `empty`: nothing to move;
   * `moved`: it goes, or went, to somebody else.
   */
  async seal(guestId: string, customerId: string): Promise<Cart | 'empty' | 'moved'> {
    const [reason, ...dump] = (await this.send(sealCart, shopTurn(guestId), customerId)) as unknown[];
    if (reason !== 'sealed') return reason as 'empty' | 'moved';
    return readDump(guestId, dump as CartDump).cart;
  }

  /** Adds a sealed cart to a customer's, once. `orderable`: variant id -> how many the customer's cart may hold. */
  async absorb(
    turn: CartTurn,
    guest: StoredCart & { id: string },
    orderable: ReadonlyMap<number, number>,
  ): Promise<MergeReply> {
    const { id, lines, note, attributes } = guest;
    const words = { note, attributes, saved: guest.saved ?? [], device: turn.device };
    const text = JSON.stringify({
      ...words,
      lines,
      op: `merge:${id}`,
      orderable: Object.fromEntries(orderable),
    });
    const [, reply] = await Promise.all([this.mark(turn.cartId), this.send(absorbCart, turn, text)]);
    const [reason, merged, flat] = reply as [string, number, unknown];
    if (reason !== 'ok') return { ok: false, reason: 'unknown' };
    return { ok: true, mergedLines: merged, clamped: readClamped(flat) };
  }

  /** Forgets a sealed cart that has been absorbed. */
  async discard(guestId: string, customerId: string): Promise<void> {
    forget(guestId);
    forget(customerId);
    await this.send(discardCart, shopTurn(guestId), customerId);
  }

  /** Carts marked before a moment (milliseconds since 1970), longest waiting first. */
  async changedCarts(limit: number, before: number): Promise<{ cartId: string; mark: number }[]> {
    const marks = await this.redis.run(
      (client) =>
        client.zRangeWithScores(keys.changedCarts, '-inf', before, {
          BY: 'SCORE',
          LIMIT: { offset: 0, count: limit },
        }),
      'cart',
    );
    return marks.map(({ value, score }) => ({ cartId: value, mark: score }));
  }

  async unmark(cartId: string, mark: number): Promise<void> {
    await this.redis.run((client) => unmarkChanged.run(client, [keys.changedCarts], [cartId, mark]), 'cart');
  }

  private async fetch(cartId: string): Promise<Found> {
    const names = cartKeys(cartId).slice(0, 4);
    const dump = await this.redis.run((client) => readCart.run(client, names, []), 'cart');
    return readDump(cartId, dump as CartDump);
  }

  private async fetchCount(cartId: string): Promise<Counted> {
    const fields = ['revision', 'count'];
    const ask = this.redis.run((client) => client.hmGet(keys.cartDetails(cartId), fields), 'cart');
    const [revision, count] = await ask;
    return { count: Number(count ?? 0), revision: Number(revision ?? 0), isKnown: revision !== null };
  }

  /**
   * Says that the copy of a customer's cart may be behind, before it is: so nobody has to live for it to be noticed.
   * The mark has a slot of its own, which is why the script that changes the cart cannot set it.
   */
  private async mark(cartId: string): Promise<void> {
    if (customerOfCart(cartId) === null) return;
    const values = [Date.now(), cartId, CUSTOMER_SECONDS];
    await this.redis.run((client) => markChanged.run(client, [keys.changedCarts], values), 'cart');
  }

  private send(script: RedisScript, { cartId, proof }: CartTurn, value: string): Promise<unknown> {
    const isCustomers = customerOfCart(cartId) !== null;
    const seconds = isCustomers ? CUSTOMER_SECONDS : GUEST_SECONDS;
    const session = keys.session(cartId, proof?.sid ?? 'none');
    const names = [...cartKeys(cartId), session, keys.customerEpoch(cartId)];
    const guard = proof ? (proof.epoch ?? 'guest') : '';
    const values = [cartId, seconds, isCustomers ? '1' : '0', guard, value];
    return this.redis.run((client) => script.run(client, names, values), 'cart');
  }
}

const cartKeys = (cartId: string): string[] =>
  [
    keys.cartLines,
    keys.cartLineDetails,
    keys.cartDetails,
    keys.cartSaved,
    keys.cartJournal,
    keys.cartOperations,
  ].map((name) => name(cartId));

/** What the client asked for, without what the shop found out about it (stock, the order of the fields). */
function wishOf(request: ChangeRequest): string {
  const lines = request.lines.map(({ key, mode, quantity }) => [key, mode, quantity]);
  const { kind, note, attributes, undo } = request;
  const text = JSON.stringify([kind, lines, note, attributes, undo]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

const recall = <T>(name: string): T | undefined => requestMemo()?.get(name) as T | undefined;

function forget(cartId: string): void {
  requestMemo()?.delete(`cart ${cartId}`);
  requestMemo()?.delete(`count ${cartId}`);
}

/** The cart as a change has left it, for whoever in this request looks at it next. */
function remember(cart: Cart): void {
  const memo = requestMemo();
  const found = { cart, isKnown: true };
  memo?.set(`cart ${cart.id}`, Promise.resolve(found));
  memo?.set(`count ${cart.id}`, Promise.resolve(countOf(found)));
}

const countOf = ({ cart, isKnown }: Found): Counted => ({
  count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
  revision: cart.revision,
  isKnown,
});

function readClamped(flat: unknown): { key: string; wanted: number; got: number }[] {
  const values = Array.isArray(flat) ? (flat as unknown[]) : [];
  return Array.from({ length: values.length / 3 }, (_, i) => ({
    key: String(values[3 * i]),
    wanted: Number(values[3 * i + 1]),
    got: Number(values[3 * i + 2]),
  }));
}
