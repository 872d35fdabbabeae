import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import type { RedisScript } from '../../platform/redis/script.js';
import { customerOfCart, shopTurn, type Cart, type CartTurn } from './cart.js';
import {
  forgetCart,
  keepAhead,
  keepJournalAhead,
  recallCart,
  recallCount,
  recallJournal,
  recallOperations,
  rememberCart,
} from './cart-memo.js';
import { absorption, operationOf } from './cart-operation.js';
import type {
  ChangeReply,
  ClampedLine,
  ChangeRequest,
  JournalEntry,
  MergeReply,
  StoredCart,
} from './cart-change.js';
import {
  CartRepository,
  CUSTOMER_CART_DAYS,
  GUEST_CART_DAYS,
  type Ahead,
  type Counted,
  type Found,
} from './cart.repository.js';
import { readDump, readEntry, readReply, type CartDump } from './cart-reading.js';
import { markChanged, restoreCart, unmarkChanged } from './scripts/cart-copies.js';
import { changeCart } from './scripts/change-cart.js';
import { absorbCart, discardCart, sealCart, unsealCart } from './scripts/merge-carts.js';
import { noteWishes } from './scripts/note-wishes.js';
import { readCart } from './scripts/read-cart.js';

const DAY_SECONDS = 86_400;
const CUSTOMER_SECONDS = CUSTOMER_CART_DAYS * DAY_SECONDS;

/** Carts in Redis. Every change is one script, so parallel changes of one cart never lose each other. */
export class RedisCarts extends CartRepository {
  readonly marksChanges = true;

  constructor(private readonly redis: RedisLink) {
    super();
  }

  readAhead(cartId: string, what: Ahead): void {
    if (what === 'cart') keepAhead(cartId, () => ({ cart: this.fetch(cartId) }));
    else if (what === 'cart and operations') keepAhead(cartId, () => this.fetchWithOperations(cartId));
    else if (what === 'journal') keepJournalAhead(cartId, () => this.fetchJournal(cartId));
    else keepAhead(cartId, () => ({ count: this.fetchCount(cartId) }));
  }

  find(cartId: string): Promise<Found> {
    return recallCart(cartId) ?? this.fetch(cartId);
  }

  itemCount(cartId: string): Promise<Counted> {
    return recallCount(cartId) ?? this.fetchCount(cartId);
  }

  async change(turn: CartTurn, request: ChangeRequest): Promise<ChangeReply> {
    const text = JSON.stringify(operationOf(turn, request));
    const [, reply] = await Promise.all([this.mark(turn.cartId), this.send(changeCart, turn, text)]);
    const read = readReply(turn.cartId, reply as unknown[]);
    if (read.ok) rememberCart(read.cart);
    return read;
  }

  async noteWishes(cartId: string, wishes: string): Promise<void> {
    const details = [keys.cartDetails(cartId)];
    await this.redis.change((client) => noteWishes.run(client, details, [wishes, secondsOf(cartId)]), 'cart');
    forgetCart(cartId);
  }

  async wasDone(cartId: string, operationId: string): Promise<boolean> {
    const known = recallOperations(cartId);
    if (known) return (await known).includes(operationId);
    const name = keys.cartOperations(cartId);
    return (await this.redis.run((client) => client.hExists(name, operationId), 'cart')) === 1;
  }

  provide(cart: Cart): void {
    rememberCart(cart);
  }

  async restore(cartId: string, stored: StoredCart): Promise<void> {
    forgetCart(cartId);
    await this.send(restoreCart, shopTurn(cartId), JSON.stringify(stored));
  }

  journal(cartId: string): Promise<JournalEntry[]> {
    return recallJournal(cartId) ?? this.fetchJournal(cartId);
  }

  async seal(guestId: string, customerId: string): Promise<Cart | 'empty' | 'moved'> {
    const [reason, ...dump] = (await this.send(sealCart, shopTurn(guestId), customerId)) as unknown[];
    if (reason !== 'sealed') return reason as 'empty' | 'moved';
    return readDump(guestId, dump as CartDump).cart;
  }

  async unseal(guestId: string, customerId: string): Promise<void> {
    forgetCart(guestId);
    await this.send(unsealCart, shopTurn(guestId), customerId);
  }

  async absorb(
    turn: CartTurn,
    guest: StoredCart & { id: string },
    orderable: ReadonlyMap<number, number>,
  ): Promise<MergeReply> {
    const text = JSON.stringify(absorption(turn, guest, orderable));
    const [, reply] = await Promise.all([this.mark(turn.cartId), this.send(absorbCart, turn, text)]);
    const [reason, merged, flat] = reply as [string, number, unknown];
    if (reason !== 'ok') return { ok: false, reason: reason as 'unknown' | 'ended' };
    return { ok: true, mergedLines: merged, clamped: readClamped(flat) };
  }

  async discard(guestId: string, customerId: string): Promise<void> {
    forgetCart(guestId);
    forgetCart(customerId);
    await this.send(discardCart, shopTurn(guestId), customerId);
  }

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

  private async fetchJournal(cartId: string): Promise<JournalEntry[]> {
    const texts = await this.redis.run((client) => client.lRange(keys.cartJournal(cartId), 0, -1), 'cart');
    return texts.map(readEntry);
  }

  private fetchWithOperations(cartId: string): { cart: Promise<Found>; operations: Promise<string[]> } {
    const names = cartKeys(cartId);
    const both = this.redis.run((client) => readCart.run(client, names, ['operations']), 'cart');
    return {
      cart: both.then((dump) => readDump(cartId, dump as CartDump)),
      operations: both.then((dump) => (dump as string[][])[4]!),
    };
  }

  private async fetchCount(cartId: string): Promise<Counted> {
    const fields = ['revision', 'count', 'wishes'];
    const ask = this.redis.run((client) => client.hmGet(keys.cartDetails(cartId), fields), 'cart');
    const [revision, count, wishes] = await ask;
    const counted = { count: Number(count ?? 0), revision: Number(revision ?? 0) };
    return { ...counted, isKnown: revision !== null, ...(wishes && { wishes }) };
  }

  /**
   * Says that the copy of a customer's cart may be behind, before it is: so nobody has to live for it to be noticed.
   * The mark has a slot of its own, which is why the script that changes the cart cannot set it.
   */
  private async mark(cartId: string): Promise<void> {
    if (customerOfCart(cartId) === null) return;
    const values = [Date.now(), cartId, CUSTOMER_SECONDS];
    await this.redis.change((client) => markChanged.run(client, [keys.changedCarts], values), 'cart');
  }

  private send(script: RedisScript, { cartId, proof }: CartTurn, value: string): Promise<unknown> {
    const isCustomers = customerOfCart(cartId) !== null;
    const session = keys.session(cartId, proof?.sid ?? 'none');
    const names = [...cartKeys(cartId), session, keys.customerEpoch(cartId)];
    const guard = proof ? (proof.epoch ?? 'guest') : '';
    const values = [cartId, secondsOf(cartId), isCustomers ? '1' : '0', guard, value];
    return this.redis.change((client) => script.run(client, names, values), 'cart');
  }
}

const secondsOf = (cartId: string): number =>
  customerOfCart(cartId) === null ? GUEST_CART_DAYS * DAY_SECONDS : CUSTOMER_SECONDS;

const cartKeys = (cartId: string): string[] =>
  [
    keys.cartLines,
    keys.cartLineDetails,
    keys.cartDetails,
    keys.cartSaved,
    keys.cartJournal,
    keys.cartOperations,
  ].map((name) => name(cartId));

function readClamped(flat: unknown): ClampedLine[] {
  const values = Array.isArray(flat) ? (flat as unknown[]) : [];
  return Array.from({ length: values.length / 3 }, (_, i) => ({
    key: String(values[3 * i]),
    wanted: Number(values[3 * i + 1]),
    got: Number(values[3 * i + 2]),
  }));
}
