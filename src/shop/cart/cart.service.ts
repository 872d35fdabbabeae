import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MAX_LINE_QUANTITY } from '../../core/cart/limits.js';
import { PriceLists } from '../catalog/price-lists/price-lists.service.js';
import { AddItems, type AddOutcome } from './add-items.service.js';
import {
  customerOfCart,
  newGuestCartId,
  shopTurn,
  variantOfKey,
  type Cart,
  type CartLine,
  type CartTurn,
} from './cart.js';
import type { ChangeReply, ChangeRequest, JournalEntry, LineChange } from './cart-change.js';
import { CartChanges } from './cart-changes.service.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartOffers } from './cart-offers.service.js';
import { CartRepository, type Ahead } from './cart.repository.js';
import { countingChange } from './count-changes.js';
import {
  explain,
  findTarget,
  refusal,
  roomFor,
  setting,
  type NewItem,
  type Offers,
  type Refused,
  type Target,
} from './line-changes.js';
import { MergeCartsService } from './merge-carts.service.js';
import { emptyCart, priceCart, pricedLine, type PricedCart, type PricedCartLine } from './priced-cart.js';

export type { AddOutcome } from './add-items.service.js';
export type { Ahead } from './cart.repository.js';
export type { CartTurn } from './cart.js';
export type { NewItem, Refused } from './line-changes.js';
export type { PricedCart, PricedCartLine } from './priced-cart.js';

/** `title`: of the only product that was changed, for words about it; empty when there were several or none. */
export type ChangeOutcome = { ok: true; title: string } | Refused;

/** `line`: a line's key, or the id of a variant, then the first of its lines. A variant that is not there is added. */
export interface CartUpdate {
  updates?: { line: string | number; quantity: number }[];
  note?: string;
  /** An empty value removes the attribute. */
  attributes?: Record<string, string>;
}

/**
 * Carts of guests and customers. Prices and stock come from MySQL at the moment of asking, except for what is only added.
 * Errors of every method: UnavailableError when Redis is away, then nothing is acknowledged; of every change also
 * ConflictError when the session behind it has ended, or its operation id was used for something else.
 */
@Injectable()
export class CartService {
  constructor(
    private readonly carts: CartRepository,
    private readonly copies: CartCopiesService,
    private readonly offers: CartOffers,
    private readonly changes: CartChanges,
    private readonly adding: AddItems,
    private readonly merging: MergeCartsService,
    private readonly priceLists: PriceLists,
  ) {}

  newGuestCartId(): string {
    return newGuestCartId();
  }

  /** Asks for a visitor's cart, or only its count, together with their session: one round trip for both. */
  readAhead(cartId: string, what: Ahead): void {
    this.carts.readAhead(cartId, what);
  }

  /** A cart that is not in Redis, for this request only. */
  provide(cart: Cart): void {
    this.carts.provide(cart);
  }

  async find(cartId: string): Promise<Cart> {
    const { cart } = await this.known(cartId, () => this.carts.find(cartId));
    return cart;
  }

  /** Sum of all quantities; 0 without a cart. */
  async itemCount(cartId: string | null): Promise<number> {
    if (cartId === null) return 0;
    return (await this.state(cartId)).count;
  }

  /** Sum of all quantities, and the revision they belong to. */
  state(cartId: string): Promise<{ count: number; revision: number }> {
    return this.known(cartId, () => this.carts.itemCount(cartId));
  }

  /** What the top of a page says, by one question: sum of all quantities, and what was noted of the wishlist: null when nobody did, '' without a cart, which has none. */
  async headCounts(cartId: string | null): Promise<{ itemCount: number; wishes: string | null }> {
    if (cartId === null) return { itemCount: 0, wishes: '' };
    const { count, wishes = null } = await this.known(cartId, () => this.carts.itemCount(cartId));
    return { itemCount: count, wishes };
  }

  /** For `headCounts`. Errors: UnavailableError. */
  noteWishes(cartId: string, wishes: string): Promise<void> {
    return this.carts.noteWishes(cartId, wishes);
  }

  /**
   * Lines of variants that no longer exist are left out; with `turn`, of who looks at the cart, they are taken out for
   * good, so that every count of the cart agrees. `currency`: of a price list; without one, or where there is none (any
   * more), prices are the shop's own.
   */
  priced(
    cartId: string | null,
    turn: CartTurn | null = null,
    currency: string | null = null,
  ): Promise<PricedCart> {
    return this.pricedBy((ids) => this.offers.of(ids, currency), cartId, turn);
  }

  /** `priced` for who only looks: with MySQL away as pages show it, which counts as an old read (`hasOldRead`). */
  shown(cartId: string | null, turn: CartTurn | null, currency: string | null = null): Promise<PricedCart> {
    return this.pricedBy((ids) => this.offers.forShow(ids, currency), cartId, turn);
  }

  /** Lines as `add` answers them, at the prices of a list as pages show them. */
  async linesIn(
    lines: readonly PricedCartLine[],
    currency: string | null,
  ): Promise<readonly PricedCartLine[]> {
    const list = await this.priceLists.find(currency);
    if (!list) return lines;
    const shop = new Map(lines.map(({ variantId, variant }) => [variantId, variant]));
    const variants = await this.priceLists.variants(shop, list);
    return lines.map((line) => pricedLine(line, variants.get(line.variantId)!));
  }

  /** What happened to a cart lately, the newest first: for undo, and for support. */
  journal(cartId: string): Promise<JournalEntry[]> {
    return this.carts.journal(cartId);
  }

  /** True when the operation of this turn has been done already. */
  async wasDone({ cartId, operationId }: CartTurn): Promise<boolean> {
    return operationId !== null && this.carts.wasDone(cartId, operationId);
  }

  /** Adds all items or none, see `AddItems`. */
  add(turn: CartTurn, items: readonly NewItem[]): Promise<AddOutcome> {
    return this.adding.add(turn, items);
  }

  /** 0 removes the line. Lowering is always possible; raising only as far as the stock goes. */
  setQuantity(turn: CartTurn, key: string, quantity: number): Promise<ChangeOutcome> {
    return this.update(turn, { updates: [{ line: key, quantity }] });
  }

  /** Applies the whole update or none of it. */
  async update(turn: CartTurn, update: CartUpdate): Promise<ChangeOutcome> {
    const targets = await this.targets(turn.cartId, update.updates ?? []);
    if (targets === null) return { ok: false, reason: 'no_such_line' };
    const offers = await this.offers.of(targets.map((target) => target.variantId));
    const added = targets.filter((target) => target.isNew);
    const refused = added.map((target) => refusal(target.variantId, offers)).find((found) => found !== null);
    if (refused) return refused;
    const lines = targets.map((target) => setting(target, offers));
    const reply = await this.change(turn, {
      kind: 'change',
      lines,
      ...(update.note !== undefined && { note: update.note }),
      ...(update.attributes && {
        attributes: Object.entries(update.attributes).map(([name, value]) => ({ name, value })),
      }),
    });
    return reply.ok ? { ok: true, title: soleTitle(offers) } : explain(reply, lines, offers);
  }

  /** Puts a line aside, brings it back into the cart as far as the stock goes, or drops it from what was put aside. */
  async moveSaved(turn: CartTurn, key: string, deed: 'save' | 'unsave' | 'forget'): Promise<ChangeOutcome> {
    const variantId = variantOfKey(key);
    if (variantId === null) return { ok: false, reason: 'no_such_line' };
    const offers = await this.offers.of([variantId]);
    const refused = deed === 'unsave' ? refusal(variantId, offers) : null;
    if (refused) return refused;
    const lines = [{ key, mode: deed, quantity: 0, orderable: roomFor(variantId, offers) }];
    const reply = await this.change(turn, { kind: deed, lines });
    return reply.ok ? { ok: true, title: soleTitle(offers) } : explain(reply, lines, offers);
  }

  /** Takes back one operation, once, as far as stock and limits allow. `nothing`: it is not remembered any more. */
  async undo(turn: CartTurn, operationId: string): Promise<ChangeOutcome> {
    const entry = (await this.journal(turn.cartId)).find((one) => one.operationId === operationId);
    if (!entry || entry.kind === 'order') return { ok: false, reason: 'nothing' };
    const ids = entry.lines.map(({ key }) => variantOfKey(key) ?? 0);
    const offers = await this.offers.of(ids);
    const orderable = Object.fromEntries(
      ids.map((id) => [id, offers.variants.has(id) ? roomFor(id, offers) : 0]),
    );
    const reply = await this.change(turn, { kind: 'undo', lines: [], undo: operationId, orderable });
    return reply.ok ? { ok: true, title: soleTitle(offers) } : explain(reply, [], offers);
  }

  /** Takes all lines out; note and attributes stay, as Shopify's clear does it. */
  async clearLines(turn: CartTurn): Promise<void> {
    await this.change(turn, { kind: 'clear', lines: [], clear: true });
  }

  /** Empties the cart, note and attributes too. */
  async clear(turn: CartTurn): Promise<void> {
    await this.change(turn, { kind: 'clear', lines: [], clear: true, dropWords: true });
  }

  /**
   * After an order: takes the ordered quantities out, and note and attributes. What was added meanwhile stays. A guest's
   * cart that has moved into a customer's is followed there, where note and attributes may be the customer's own.
   * Returns once it is done; safe to repeat with the same `orderToken`.
   */
  async takeOrdered(
    cartId: string,
    orderToken: string,
    ordered: readonly { key: string; quantity: number }[],
  ): Promise<void> {
    const lines = ordered.map(({ key, quantity }) => ({ ...dropping('take', key), quantity }));
    const turn = shopTurn(cartId, orderToken);
    const reply = await this.change(turn, { kind: 'order', lines, dropWords: true });
    if (reply.ok) return;
    if (reply.reason !== 'moved') throw new Error(`what was ordered is still in its cart: ${reply.reason}`);
    const there = { ...turn, cartId: reply.to };
    // A move that broke off would bring the lines afterwards.
    await this.merging.merge(cartId, { ...there, operationId: null });
    const moved = await this.change(there, { kind: 'order', lines });
    if (!moved.ok) throw new Error(`what was ordered is still in the cart it moved to: ${moved.reason}`);
  }

  /** Inside the order's transaction: the ordered cart of that revision will not come back when Redis is lost. */
  forgetCopy(tx: EntityManager, cart: { id: string; revision: number }): Promise<void> {
    return this.copies.empty(tx, cart.id, cart.revision);
  }

  private async pricedBy(
    offersOf: (variantIds: number[]) => Promise<Offers>,
    cartId: string | null,
    turn: CartTurn | null,
  ): Promise<PricedCart> {
    const cart = cartId === null ? emptyCart(null) : await this.find(cartId);
    const all = [...cart.lines, ...cart.saved];
    const offers = await offersOf(all.map((line) => line.variantId));
    const isGone = (line: CartLine) => !offers.variants.has(line.variantId);
    const gone = [
      ...cart.lines.filter(isGone).map(({ key }) => dropping('take', key)),
      ...cart.saved.filter(isGone).map(({ key }) => dropping('forget', key)),
    ];
    if (turn && gone.length > 0) await this.change(turn, { kind: 'tidy', lines: gone });
    return priceCart(cart, offers);
  }

  private change(turn: CartTurn, request: ChangeRequest): Promise<ChangeReply> {
    return countingChange(this.changes.change(turn, request));
  }

  private async known<T extends { isKnown: boolean }>(cartId: string, read: () => Promise<T>): Promise<T> {
    const found = await read();
    if (found.isKnown || customerOfCart(cartId) === null) return found;
    await this.copies.restore(cartId);
    return read();
  }

  /** Null when a line is named by something that is no key. Only variant ids need the cart to be read. */
  private async targets(
    cartId: string,
    updates: readonly { line: string | number; quantity: number }[],
  ): Promise<Target[] | null> {
    const isById = updates.some(({ line }) => typeof line === 'number');
    const cart = isById ? await this.find(cartId) : emptyCart(cartId);
    const targets = updates.map(({ line, quantity }) => findTarget(cart, line, quantity));
    if (targets.includes(null)) return null;
    return (targets as Target[]).filter((target) => !(target.isNew && target.quantity === 0));
  }
}

function soleTitle({ variants }: Offers): string {
  const [only, ...more] = variants.values();
  return more.length === 0 ? (only?.productTitle ?? '') : '';
}

const dropping = (mode: 'take' | 'forget', key: string): LineChange => ({
  key,
  mode,
  quantity: MAX_LINE_QUANTITY,
  orderable: 0,
});
