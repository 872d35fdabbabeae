import { absorbCart, type Absorbed } from '../../core/cart/absorb-cart.js';
import { applyChange, type ChangeAnswer, type Outcome } from '../../core/cart/apply-change.js';
import { countOf, type CartDocument } from '../../core/cart/cart-document.js';
import { findOperation } from '../../core/cart/journal.js';
import { discardCart, restoreCart, sealCart, unsealCart } from '../../core/cart/move-cart.js';
import type { Clock } from '../../platform/clock/clock.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { isSessionAlive } from '../../platform/session/value-session-records.js';
import { Announcer } from '../../platform/values/announcer.js';
import { TooLargeError, type ValueStore } from '../../platform/values/value-store.js';
import { customerOfCart, type Cart, type CartTurn } from './cart.js';
import type { ChangeReply, ChangeRequest, JournalEntry, MergeReply, StoredCart } from './cart-change.js';
import { forgetCart, keepAhead, recallCart, recallCount, rememberCart } from './cart-memo.js';
import { absorption, operationOf } from './cart-operation.js';
import { CartValues } from './cart-values.js';
import { CartRepository, type Ahead, type Counted, type Found } from './cart.repository.js';
import { cartOf, countedOf, entryOf } from './document-cart.js';

const ENDED = { ok: false, reason: 'ended' } as const;
const UNKNOWN = { ok: false, reason: 'unknown' } as const;
const FULL = { ok: false, reason: 'full', index: 0, held: 0 } as const;

/**
 * Carts in a store of values. Whether the session behind a change is alive is asked in the moment before the change,
 * since a value cannot be replaced on the condition that another one is there: one request that is on its way while its
 * session ends may still change the cart.
 */
export class ValueCarts extends CartRepository {
  readonly marksChanges = false;
  private readonly values: CartValues;

  constructor(
    private readonly store: ValueStore,
    private readonly clock: Clock,
    private readonly announcer = new Announcer(null),
  ) {
    super();
    this.values = new CartValues(store);
  }

  readAhead(cartId: string, _what: Ahead): void {
    keepAhead(cartId, () => ({ cart: this.fetch(cartId) }));
  }

  find(cartId: string): Promise<Found> {
    return recallCart(cartId) ?? this.fetch(cartId);
  }

  async itemCount(cartId: string): Promise<Counted> {
    return recallCount(cartId) ?? countedOf(await this.values.read(cartId));
  }

  /** Which document of a cart is the newest is decided by its revision; a wishlist has no part in that. */
  noteWishes(_cartId: string, _wishes: string): Promise<void> {
    return Promise.resolve();
  }

  async change(turn: CartTurn, request: ChangeRequest): Promise<ChangeReply> {
    const operation = operationOf(turn, request);
    const make = (document: CartDocument) => {
      if (operation.kind === 'order') this.mustBeHere(document);
      return isUnknown(turn.cartId, document)
        ? { document: null, reply: UNKNOWN }
        : applyChange(document, operation, this.now());
    };
    try {
      const { reply, document } = await this.values.change<ChangeAnswer>(turn.cartId, make, () =>
        this.check(turn),
      );
      if (!reply.ok) return reply;
      const cart = cartOf(turn.cartId, document);
      rememberCart(cart);
      this.announce(turn.cartId, document);
      return { ...reply, cart };
    } catch (error) {
      if (error instanceof TooLargeError) return FULL;
      throw error;
    }
  }

  async wasDone(cartId: string, operationId: string): Promise<boolean> {
    return (await this.journal(cartId)).some((entry) => entry.operationId === operationId);
  }

  provide(cart: Cart): void {
    rememberCart(cart);
  }

  async restore(cartId: string, stored: StoredCart): Promise<void> {
    forgetCart(cartId);
    await this.values.change(cartId, (document) => restoreCart(document, stored, this.now()));
  }

  async journal(cartId: string): Promise<JournalEntry[]> {
    return (await this.values.read(cartId)).journal.map(entryOf);
  }

  async seal(guestId: string, customerId: string): Promise<Cart | 'empty' | 'moved'> {
    const { reply, document } = await this.values.change(guestId, (before) => sealCart(before, customerId));
    return reply === 'sealed' ? cartOf(guestId, document) : reply;
  }

  async unseal(guestId: string, customerId: string): Promise<void> {
    forgetCart(guestId);
    await this.values.change(guestId, (document) => unsealCart(document, customerId));
  }

  async absorb(
    turn: CartTurn,
    guest: StoredCart & { id: string },
    orderable: ReadonlyMap<number, number>,
  ): Promise<MergeReply> {
    forgetCart(turn.cartId);
    try {
      return await this.takeIn(turn, guest, orderable);
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      return this.takeInNothing(turn, guest);
    }
  }

  async discard(guestId: string, customerId: string): Promise<void> {
    forgetCart(guestId);
    forgetCart(customerId);
    await this.values.change(guestId, (document) => discardCart(document, customerId));
    this.announcer.say({ owner: guestId, kind: 'resync' });
  }

  /** Nobody has to be told: see `marksChanges`. */
  async changedCarts(): Promise<[]> {
    return [];
  }

  async unmark(): Promise<void> {}

  private now(): number {
    return this.clock.now().getTime();
  }

  /** Whoever tells of a payment brings no cart along: what was ordered is taken out when the shopper is here again. */
  private mustBeHere({ revision }: CartDocument): void {
    if (this.store.name === 'cookie' && revision === 0) throw new UnavailableError('errors.store_away');
  }

  private announce(owner: string, document: CartDocument): void {
    const { revision } = document;
    this.announcer.say({ owner, kind: 'cart', revision: `${revision}`, count: countOf(document) });
  }

  private async fetch(cartId: string): Promise<Found> {
    const document = await this.values.read(cartId);
    return { cart: cartOf(cartId, document), isKnown: document.revision > 0 };
  }

  private async check({ cartId, proof }: CartTurn): Promise<typeof ENDED | null> {
    return proof === null || (await isSessionAlive(this.store, cartId, proof)) ? null : ENDED;
  }

  private async takeIn(
    turn: CartTurn,
    guest: StoredCart & { id: string },
    orderable: ReadonlyMap<number, number>,
  ): Promise<MergeReply> {
    let refusal: typeof ENDED | null = null;
    const look = async () => {
      refusal = await this.check(turn);
      return null;
    };
    // In a cookie both carts would have to fit beside each other.
    if (this.store.name === 'cookie') await this.values.forget(guest.id);
    const from = absorption(turn, guest, orderable);
    const make = (document: CartDocument): Outcome<Absorbed | typeof ENDED | typeof UNKNOWN> => {
      const isRepeat = findOperation(document, from.op) !== undefined;
      if (refusal && !isRepeat) return { document: null, reply: refusal };
      if (isUnknown(turn.cartId, document)) return { document: null, reply: UNKNOWN };
      return absorbCart(document, from, this.now());
    };
    const { reply, document: merged } = await this.values.change(turn.cartId, make, look);
    if ('ok' in reply) return reply;
    this.announce(turn.cartId, merged);
    return { ok: true, mergedLines: reply.merged, clamped: reply.clamped };
  }

  /** What the account's cart has no room for is told, line by line, and stays out. */
  private async takeInNothing(turn: CartTurn, guest: StoredCart & { id: string }): Promise<MergeReply> {
    const nothing = { ...guest, saved: [], note: '', attributes: [] };
    const reply = await this.takeIn(turn, nothing, new Map());
    if (!reply.ok) return reply;
    const saved = (guest.saved ?? []).map(({ key, quantity }) => ({ key, wanted: quantity, got: 0 }));
    return { ...reply, clamped: [...reply.clamped, ...saved] };
  }
}

/** A customer's cart that the store does not know may wait in MySQL. */
const isUnknown = (cartId: string, document: CartDocument): boolean =>
  customerOfCart(cartId) !== null && document.revision === 0;
