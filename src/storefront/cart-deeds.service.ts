import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../platform/errors/shop-error.js';
import type { Visitor } from '../platform/session/visitor.js';
import {
  CartService,
  type AddOutcome,
  type ChangeOutcome,
  type NewItem,
  type PricedCart,
} from '../shop/cart/cart.service.js';
import type { ChangeForm, UpdateForm } from './forms/cart.forms.js';

const NO_SUCH_LINE: ChangeOutcome = { ok: false, reason: 'no_such_line' };

/** What visitors do with their carts, the same for pages and for the Ajax API: finds the visitor's cart, or starts one. */
@Injectable()
export class CartDeeds {
  constructor(private readonly carts: CartService) {}

  async priced(visitor: Visitor): Promise<PricedCart> {
    return this.carts.priced(cartIdOf(visitor));
  }

  async add(visitor: Visitor, items: readonly NewItem[]): Promise<AddOutcome> {
    return this.inCart(visitor, (cartId) => this.carts.add(cartId, items));
  }

  async change(visitor: Visitor, form: ChangeForm): Promise<ChangeOutcome> {
    const cartId = cartIdOf(visitor);
    if (cartId === null) return NO_SUCH_LINE;
    const { lines } = await this.carts.find(cartId);
    const line = form.line === undefined ? lines.find(isCalled(form.id)) : lines[form.line - 1];
    return line ? this.carts.setQuantity(cartId, line.key, form.quantity) : NO_SUCH_LINE;
  }

  /** Positions are turned into the keys of the lines that stand there now. */
  async update(visitor: Visitor, { positions, ...update }: UpdateForm): Promise<ChangeOutcome> {
    if (!positions && Object.keys(update).length === 0) return { ok: true };
    return this.inCart(visitor, async (cartId) => {
      if (!positions) return this.carts.update(cartId, update);
      const { lines } = await this.carts.find(cartId);
      if (positions.length > lines.length) return NO_SUCH_LINE;
      const updates = positions.map((quantity, i) => ({ line: lines[i]?.key ?? '', quantity }));
      return this.carts.update(cartId, { ...update, updates });
    });
  }

  async clearLines(visitor: Visitor): Promise<void> {
    const cartId = cartIdOf(visitor);
    if (cartId !== null) await this.carts.clearLines(cartId);
  }

  /**
   * A first cart is remembered only once it holds something, so that a refused wish leaves no session behind. Who has
   * a session already remembers first: of two wishes at the same moment both must end in the same cart.
   */
  private async inCart<T extends { ok: boolean; reason?: string }>(
    visitor: Visitor,
    change: (cartId: string) => Promise<T>,
  ): Promise<T> {
    const current = cartIdOf(visitor);
    if (visitor.sessionId === null) return this.inFirstCart(visitor, change);
    const outcome = await change(current ?? (await this.newCart(visitor)));
    return outcome.reason === 'moved' ? change(await this.newCart(visitor)) : outcome;
  }

  private async inFirstCart<T extends { ok: boolean }>(
    visitor: Visitor,
    change: (cartId: string) => Promise<T>,
  ): Promise<T> {
    const cartId = this.carts.newGuestCartId();
    const outcome = await change(cartId);
    if (outcome.ok) await visitor.rememberCart(cartId);
    return outcome;
  }

  /** The visitor's cart from now on, which another request may have chosen at the same moment. */
  private async newCart(visitor: Visitor): Promise<string> {
    const cartId = this.carts.newGuestCartId();
    await visitor.rememberCart(cartId);
    return visitor.cartId ?? cartId;
  }
}

function cartIdOf(visitor: Visitor): string | null {
  if (visitor.storeIsAway) throw new UnavailableError('errors.store_away');
  return visitor.cartId;
}

/** A variant's line is its newest. */
const isCalled =
  (id: string | number | undefined) =>
  (line: { key: string; variantId: number }): boolean =>
    line.key === id || line.variantId === id;
