import { Injectable } from '@nestjs/common';
import { nothingChanged, UnavailableError } from '../../platform/errors/shop-error.js';
import type { Visitor } from '../../platform/session/visitor.js';
import {
  CartService,
  type AddOutcome,
  type CartTurn,
  type ChangeOutcome,
  type NewItem,
  type PricedCart,
  type PricedCartLine,
} from '../../shop/cart/cart.service.js';
import type { Operation } from '../forms/operation.js';
import type { ChangeForm, UpdateForm } from '../forms/cart.forms.js';
import { orUnsure } from '../page/or-say.js';

const DONE: ChangeOutcome = { ok: true, title: '' };
const NO_SUCH_LINE: ChangeOutcome = { ok: false, reason: 'no_such_line' };

/** Who asks for a change, and the id that a repeated request would carry too. */
export interface CartWish extends Operation {
  visitor: Visitor;
}

/** What visitors do with their carts, the same for pages and for the Ajax API: finds the visitor's cart, or starts one. */
@Injectable()
export class CartDeeds {
  constructor(private readonly carts: CartService) {}

  /** For showing: see `CartService.shown`. `currency`: as `VisitorPrices.wanted`. */
  async priced(visitor: Visitor, currency: string | null): Promise<PricedCart> {
    return this.carts.shown(cartIdOf(visitor), turnOf({ visitor, operationId: null }), currency);
  }

  pricedById(cartId: string, currency: string | null): Promise<PricedCart> {
    return this.carts.priced(cartId, null, currency);
  }

  /** What was added, as `priced` would show it. */
  linesIn(lines: readonly PricedCartLine[], currency: string | null): Promise<readonly PricedCartLine[]> {
    return this.carts.linesIn(lines, currency);
  }

  async add(wish: CartWish, items: readonly NewItem[]): Promise<AddOutcome> {
    return this.inCart(wish, (turn) => this.carts.add(turn, items));
  }

  /** `add` for a cart that is there. That it has moved is a refusal here, and changes nothing. */
  addTo(
    turn: CartTurn,
    { items, mayBeRepeat }: { items: readonly NewItem[]; mayBeRepeat: boolean },
  ): Promise<AddOutcome> {
    return orNotSure({ mayBeRepeat }, this.carts.add(turn, items));
  }

  async change(wish: CartWish, form: ChangeForm): Promise<ChangeOutcome> {
    const turn = turnOf(wish);
    return turn === null ? NO_SUCH_LINE : orNotSure(wish, this.changeLine(wish, turn, form));
  }

  private async changeLine(wish: CartWish, turn: CartTurn, form: ChangeForm): Promise<ChangeOutcome> {
    if (typeof form.id === 'string') return this.carts.setQuantity(turn, form.id, form.quantity);
    if (await this.wasDone(wish, turn)) return DONE;
    const { lines } = await this.carts.find(turn.cartId);
    const line = form.line === undefined ? lines.find(isCalled(form.id)) : lines[form.line - 1];
    return line ? this.carts.setQuantity(turn, line.key, form.quantity) : NO_SUCH_LINE;
  }

  /** Positions are turned into the keys of the lines that stand there now. */
  async update(wish: CartWish, { positions, ...update }: UpdateForm): Promise<ChangeOutcome> {
    if (!positions && Object.keys(update).length === 0) return { ok: true, title: '' };
    return this.inCart(wish, async (turn) => {
      if (await this.wasDone(wish, turn)) return DONE;
      if (!positions) return this.carts.update(turn, update);
      const { lines } = await this.carts.find(turn.cartId);
      if (positions.length > lines.length) return NO_SUCH_LINE;
      const updates = positions.map((quantity, i) => ({ line: lines[i]?.key ?? '', quantity }));
      return this.carts.update(turn, { ...update, updates });
    });
  }

  /** A wish about a place in the cart means another line once it has been done, so a repeat is recognised before. */
  private async wasDone({ mayBeRepeat }: CartWish, turn: CartTurn): Promise<boolean> {
    return mayBeRepeat && this.carts.wasDone(turn);
  }

  async clearLines(wish: CartWish): Promise<void> {
    const turn = turnOf(wish);
    if (turn !== null) await orNotSure(wish, this.carts.clearLines(turn));
  }

  /** Puts a line aside for later, brings it back, or drops it for good. */
  async moveSaved(wish: CartWish, key: string, deed: 'save' | 'unsave' | 'forget'): Promise<ChangeOutcome> {
    const turn = turnOf(wish);
    return turn === null ? NO_SUCH_LINE : orNotSure(wish, this.carts.moveSaved(turn, key, deed));
  }

  async undo(wish: CartWish, operationId: string): Promise<ChangeOutcome> {
    const turn = turnOf(wish);
    if (turn === null) return { ok: false, reason: 'nothing' };
    return orNotSure(wish, this.carts.undo(turn, operationId));
  }

  /**
   * A first cart is remembered only once it holds something, so that a refused wish leaves no session behind. A guest
   * whose cart went into an account without them being signed in starts a new one.
   */
  private async inCart<T extends { ok: boolean; reason?: string }>(
    wish: CartWish,
    change: (turn: CartTurn) => Promise<T>,
  ): Promise<T> {
    const turn = turnOf(wish);
    const outcome = turn && (await orNotSure(wish, change(turn)));
    if (outcome && outcome.reason !== 'moved') return outcome;
    // Whatever happens to a cart that no browser is told of, nothing was changed.
    return this.inNewCart(wish, change).catch(nothingChanged);
  }

  private async inNewCart<T extends { ok: boolean }>(
    { visitor, operationId }: CartWish,
    change: (turn: CartTurn) => Promise<T>,
  ): Promise<T> {
    const cartId = this.carts.newGuestCartId();
    const outcome = await change({ cartId, proof: null, operationId, device: visitor.device });
    if (outcome.ok) await visitor.rememberCart(cartId);
    return outcome;
  }
}

function cartIdOf(visitor: Visitor): string | null {
  if (visitor.storeIsAway) throw new UnavailableError('errors.store_away');
  return visitor.cartId;
}

/** Null for a visitor who has no cart yet. */
function turnOf({ visitor, operationId }: { visitor: Visitor; operationId: string | null }): CartTurn | null {
  const cartId = cartIdOf(visitor);
  return cartId === null ? null : { cartId, proof: visitor.proof, operationId, device: visitor.device };
}

/** Only who sent an id with the wish can repeat it without knowing what became of it. */
const orNotSure = <T>({ mayBeRepeat }: Pick<CartWish, 'mayBeRepeat'>, change: Promise<T>): Promise<T> =>
  orUnsure(mayBeRepeat ? 'errors.store_unsure' : 'errors.store_unsure_once', change);

/** A variant's line is its newest. */
const isCalled =
  (id: string | number | undefined) =>
  (line: { key: string; variantId: number }): boolean =>
    line.variantId === id;
