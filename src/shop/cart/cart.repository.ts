import type { Cart, CartTurn } from './cart.js';
import type { ChangeReply, ChangeRequest, JournalEntry, MergeReply, StoredCart } from './cart-change.js';

/** A customer's cart, in its store and in its copy. */
export const CUSTOMER_CART_DAYS = 90;
/** A guest's, after the last change. */
export const GUEST_CART_DAYS = 30;

/** `wishes`: how many things are on the owner's wishlist and which state of it that is, as `noteWishes` was told; left out when nobody said. */
export type Found = { cart: Cart; isKnown: boolean; wishes?: string };
export type Counted = { count: number; revision: number; isKnown: boolean; wishes?: string };

/** What is read of a cart together with the session. */
export type Ahead = 'cart' | 'cart and operations' | 'count' | 'journal';

/**
 * Carts, wherever they live: `RedisCarts`, or `ValueCarts` in any other store. Parallel changes of one cart never lose
 * each other as far as the store promises it.
 * Errors of all: UnavailableError; then nobody knows whether a change was made, and it may be repeated.
 */
export abstract class CartRepository {
  /** False: nothing tells the worker which carts have changed, so whoever changes one saves its copy at once. */
  abstract readonly marksChanges: boolean;

  /** Asks now; `find`, `itemCount`, `wasDone` and `journal` of this request get that answer. */
  abstract readAhead(cartId: string, what: Ahead): void;

  /** The cart and whether the store knows it; an unknown customer's cart may have to be restored first. */
  abstract find(cartId: string): Promise<Found>;

  /** Sum of all quantities, and the revision. */
  abstract itemCount(cartId: string): Promise<Counted>;

  /** Lays what pages show of a wishlist beside the cart of its owner, for `itemCount`. A store that keeps whole values does not. */
  abstract noteWishes(cartId: string, wishes: string): Promise<void>;

  /** A second request with the same operation id changes nothing and gets the first one's answer. */
  abstract change(turn: CartTurn, request: ChangeRequest): Promise<ChangeReply>;

  /** True when the cart remembers that operation. */
  abstract wasDone(cartId: string, operationId: string): Promise<boolean>;

  /** Lays a cart where this request will look for it. */
  abstract provide(cart: Cart): void;

  /** Puts a cart back from its copy, unless it is known. */
  abstract restore(cartId: string, stored: StoredCart): Promise<void>;

  /** What happened to the cart lately, the newest first. */
  abstract journal(cartId: string): Promise<JournalEntry[]>;

  /**
   * A guest's cart that is to move into a customer's takes no more changes from now on. `empty`: nothing to move;
   * `moved`: it goes, or went, to somebody else.
   */
  abstract seal(guestId: string, customerId: string): Promise<Cart | 'empty' | 'moved'>;

  /** Gives a sealed cart that was not absorbed back to its guest. */
  abstract unseal(guestId: string, customerId: string): Promise<void>;

  /** Adds a sealed cart to a customer's, once. `orderable`: variant id -> how many the customer's cart may hold. */
  abstract absorb(
    turn: CartTurn,
    guest: StoredCart & { id: string },
    orderable: ReadonlyMap<number, number>,
  ): Promise<MergeReply>;

  /** Forgets a sealed cart that has been absorbed. */
  abstract discard(guestId: string, customerId: string): Promise<void>;

  /** Carts marked before a moment (milliseconds since 1970), longest waiting first. */
  abstract changedCarts(limit: number, before: number): Promise<{ cartId: string; mark: number }[]>;

  /** Takes a mark away unless the cart was marked again. */
  abstract unmark(cartId: string, mark: number): Promise<void>;
}
