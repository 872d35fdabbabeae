import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MAX_LINE_QUANTITY } from '../../core/cart/limits.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { customerOfCart, lineKey, newGuestCartId, variantOfKey, type Cart, type CartLine } from './cart.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartRepository, type ChangeReply, type ChangeRequest } from './cart.repository.js';
import { countingChange } from './count-changes.js';
import {
  addition,
  explain,
  findTarget,
  refusal,
  roomForAll,
  setting,
  type NewItem,
  type Offers,
  type Refused,
  type Target,
} from './line-changes.js';
import { emptyCart, priceCart, priceLines, type PricedCart, type PricedCartLine } from './priced-cart.js';

export type { NewItem, Refused } from './line-changes.js';
export type { PricedCart, PricedCartLine } from './priced-cart.js';

export type AddOutcome = { ok: true; lines: PricedCartLine[] } | Refused;
export type ChangeOutcome = { ok: true } | Refused;

/** `line`: a line's key, or the id of a variant, then the first of its lines. A variant that is not there is added. */
export interface CartUpdate {
  updates?: { line: string | number; quantity: number }[];
  note?: string;
  /** An empty value removes the attribute. */
  attributes?: Record<string, string>;
}

export interface MergeOutcome {
  mergedLines: number;
  /** What did not fit: more than there is, or more than a cart holds. */
  clamped: { title: string; wanted: number; got: number }[];
}

const MAX_TRIES = 5;

/**
 * Carts of guests and customers. Prices and stock always come from MySQL at the moment of asking.
 * Errors of every method: UnavailableError when Redis is away; then nothing is acknowledged.
 */
@Injectable()
export class CartService {
  constructor(
    private readonly carts: CartRepository,
    private readonly copies: CartCopiesService,
    private readonly catalog: CatalogService,
    private readonly inventory: InventoryService,
  ) {}

  newGuestCartId(): string {
    return newGuestCartId();
  }

  async find(cartId: string): Promise<Cart> {
    const { cart } = await this.known(cartId, () => this.carts.find(cartId));
    return cart;
  }

  /** Sum of all quantities; 0 without a cart. */
  async itemCount(cartId: string | null): Promise<number> {
    if (cartId === null) return 0;
    const { count } = await this.known(cartId, () => this.carts.itemCount(cartId));
    return count;
  }

  /** Lines of variants that no longer exist are taken out for good, so that every count of the cart agrees. */
  async priced(cartId: string | null): Promise<PricedCart> {
    const cart = cartId === null ? emptyCart(null) : await this.find(cartId);
    const { variants, stock } = await this.offers(cart.lines.map((line) => line.variantId));
    const gone = cart.lines.filter((line) => !variants.has(line.variantId));
    if (gone.length > 0)
      await this.change(cart.id, {
        lines: gone.map(({ key }) => ({ key, mode: 'take', quantity: MAX_LINE_QUANTITY, orderable: 0 })),
      });
    return priceCart(cart, variants, stock);
  }

  /** Adds all items or none. The lines come back with the quantity they have now, in the order of `items`. */
  async add(cartId: string, items: readonly NewItem[]): Promise<AddOutcome> {
    const offers = await this.offers(items.map((item) => item.variantId));
    const refused = items.map((item) => refusal(item.variantId, offers)).find((found) => found !== null);
    if (refused) return refused;
    const changes = items.map((item) => addition(item, offers));
    const reply = await this.change(cartId, { lines: changes });
    if (!reply.ok) return explain(reply, changes, offers);
    const lines = items.map((item, i): CartLine => {
      const key = lineKey(item.variantId, item.properties);
      return { ...item, key, quantity: reply.quantities[i] ?? item.quantity };
    });
    return { ok: true, lines: priceLines(lines, offers.variants, offers.stock) };
  }

  /** 0 removes the line. Lowering is always possible; raising only as far as the stock goes. */
  setQuantity(cartId: string, key: string, quantity: number): Promise<ChangeOutcome> {
    return this.update(cartId, { updates: [{ line: key, quantity }] });
  }

  /** Applies the whole update or none of it. */
  async update(cartId: string, update: CartUpdate): Promise<ChangeOutcome> {
    const targets = await this.targets(cartId, update.updates ?? []);
    if (targets === null) return { ok: false, reason: 'no_such_line' };
    const offers = await this.offers(targets.map((target) => target.variantId));
    const added = targets.filter((target) => target.isNew);
    const refused = added.map((target) => refusal(target.variantId, offers)).find((found) => found !== null);
    if (refused) return refused;
    const lines = targets.map((target) => setting(target, offers));
    const reply = await this.change(cartId, {
      lines,
      ...(update.note !== undefined && { note: update.note }),
      ...(update.attributes && {
        attributes: Object.entries(update.attributes).map(([name, value]) => ({ name, value })),
      }),
    });
    return reply.ok ? { ok: true } : explain(reply, lines, offers);
  }

  /** Takes all lines out; note and attributes stay, as Shopify's clear does it. */
  async clearLines(cartId: string): Promise<void> {
    await countingChange(this.clearAll(cartId, false));
  }

  /** Empties the cart, note and attributes too. */
  async clear(cartId: string): Promise<void> {
    await countingChange(this.clearAll(cartId, true));
  }

  /**
   * After an order: takes the ordered quantities out, and note and attributes. What was added meanwhile stays.
   * Safe to repeat with the same `orderToken`.
   */
  async takeOrdered(
    cartId: string,
    orderToken: string,
    ordered: readonly { key: string; quantity: number }[],
  ): Promise<void> {
    const lines = ordered.map(({ key, quantity }) => ({
      key,
      quantity,
      mode: 'take' as const,
      orderable: 0,
    }));
    await this.change(cartId, { lines, once: orderToken, dropWords: true });
  }

  /** Inside the order's transaction: the ordered cart of that revision will not come back when Redis is lost. */
  forgetCopy(tx: EntityManager, cart: { id: string; revision: number }): Promise<void> {
    return this.copies.empty(tx, cart.id, cart.revision);
  }

  /** Moves a guest's lines into a customer's cart, once, as far as stock and limits allow. */
  async merge(guestCartId: string | null, customerCartId: string): Promise<MergeOutcome> {
    if (guestCartId === null || guestCartId === customerCartId) return { mergedLines: 0, clamped: [] };
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const { cart } = await this.carts.find(guestCartId);
      const offers = await this.offers(cart.lines.map((line) => line.variantId));
      const reply = await this.carts.merge(guestCartId, customerCartId, roomForAll(cart, offers));
      if (reply.ok)
        return { mergedLines: reply.mergedLines, clamped: reply.clamped.map((line) => named(line, offers)) };
      if (reply.reason === 'unknown') await this.copies.restore(customerCartId);
    }
    throw new UnavailableError('errors.store_away');
  }

  private async clearAll(cartId: string, withWords: boolean): Promise<void> {
    const isDone = await this.carts.clear(cartId, withWords);
    if (!isDone) {
      await this.copies.restore(cartId);
      await this.carts.clear(cartId, withWords);
    }
    await this.copies.save(cartId);
  }

  private change(cartId: string, request: ChangeRequest): Promise<ChangeReply> {
    return countingChange(this.changeKnown(cartId, request));
  }

  /** A change that leaves a cart empty is copied at once: a cart that was emptied must not come back. */
  private async changeKnown(cartId: string, request: ChangeRequest): Promise<ChangeReply> {
    let reply = await this.carts.change(cartId, request);
    if (!reply.ok && reply.reason === 'unknown') {
      await this.copies.restore(cartId);
      reply = await this.carts.change(cartId, request);
    }
    if (reply.ok && reply.linesLeft === 0) await this.copies.save(cartId);
    if (!reply.ok && reply.reason === 'unknown') throw new UnavailableError('errors.store_away');
    return reply;
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

  private async offers(variantIds: readonly number[]): Promise<Offers> {
    const ids = [...new Set(variantIds)];
    if (ids.length === 0) return { variants: new Map(), stock: new Map() };
    const [variants, stock] = await Promise.all([
      this.catalog.variantsByIds(ids),
      this.inventory.availability(ids),
    ]);
    return { variants, stock };
  }
}

function named(
  line: { key: string; wanted: number; got: number },
  offers: Offers,
): MergeOutcome['clamped'][number] {
  const variant = offers.variants.get(variantOfKey(line.key) ?? 0);
  return { title: variant?.productTitle ?? '', wanted: line.wanted, got: line.got };
}
