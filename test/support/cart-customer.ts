import type { ChangeReply, ChangeRequest, MergeReply, StoredCart } from '../../src/shop/cart/cart-change.js';
import { toStored } from '../../src/shop/cart/cart-change.js';
import { mergeOperation } from '../../src/shop/cart/cart-operation.js';
import { newGuestCartId, shopTurn, type Cart } from '../../src/shop/cart/cart.js';
import type { CartRepository } from '../../src/shop/cart/cart.repository.js';
import type { Deed } from './cart-deeds.js';

/** A guest's cart on its way. `id`: the same on both sides of a comparison, since the journal names it. */
export interface SealedGuest {
  id: string;
  stored: StoredCart;
  orderable: [number, number][];
}

/** Somebody who does things with one cart, on whatever keeps it; says what came of each deed, without times. */
export class CartCustomer {
  private readonly done: { op: string; request: ChangeRequest }[] = [];
  private merges = 0;

  constructor(
    readonly carts: CartRepository,
    readonly cartId: string,
  ) {}

  /** Lets a customer's cart be known, as a first look at it does. */
  async begin(): Promise<this> {
    await this.carts.restore(this.cartId, { revision: 0, lines: [], note: '', attributes: [] });
    return this;
  }

  async perform(deed: Deed): Promise<unknown> {
    if (deed.deed === 'merge') return this.merge(deed);
    if (deed.deed === 'change') return this.change({ op: `op-${this.done.length}`, request: deed.request });
    const earlier = this.done[deed.nth % Math.max(this.done.length, 1)];
    if (!earlier) return null;
    if (deed.deed === 'repeat') return this.ask(earlier);
    if (deed.deed === 'reuse') return this.ask({ op: earlier.op, request: deed.request });
    return this.undo(earlier.op, deed.orderable);
  }

  /** One request with an id of its own; also for deeds that run at the same time. */
  async ask({ op, request }: { op: string; request: ChangeRequest }): Promise<unknown> {
    return plainReply(await this.carts.change(shopTurn(this.cartId, op), request));
  }

  /** Takes in a guest's cart that is sealed for this one; also twice, or while other things are done. */
  async absorb({ id, stored, orderable }: SealedGuest): Promise<MergeReply> {
    return this.carts.absorb(shopTurn(this.cartId), { ...stored, id }, new Map(orderable));
  }

  /** Everything that can be seen of the cart, without times. */
  async look(): Promise<unknown> {
    const { cart, isKnown } = await this.carts.find(this.cartId);
    const journal = (await this.carts.journal(this.cartId)).map(({ at: _at, ...entry }) => entry);
    const { revision: _revision, ...counted } = await this.carts.itemCount(this.cartId);
    return { ...plainCart(cart), journal, isKnown, counted };
  }

  private change(one: { op: string; request: ChangeRequest }): Promise<unknown> {
    this.done.push(one);
    return this.ask(one);
  }

  private async undo(earlier: string, orderable: Record<string, number>): Promise<unknown> {
    const request: ChangeRequest = { kind: 'undo', lines: [], undo: earlier, orderable };
    this.done.push({ op: `undo:${earlier}`, request });
    return this.ask({ op: 'unused', request });
  }

  private async merge(deed: Extract<Deed, { deed: 'merge' }>): Promise<unknown> {
    // The same id on both sides, since the journal names it.
    const guestId = `g-of-${this.cartId}-${(this.merges += 1)}`;
    const guest = new CartCustomer(this.carts, guestId);
    const replies: unknown[] = [];
    for (const request of deed.guest) replies.push(await guest.change({ op: newGuestCartId(), request }));
    for (let time = 0; time < deed.times; time += 1) replies.push(await this.takeIn(guestId, deed.orderable));
    await this.carts.discard(guestId, this.cartId);
    const late = await guest.ask({ op: 'late', request: deed.guest[0]! });
    this.done.push({ op: mergeOperation(guestId), request: { kind: 'undo', lines: [] } });
    return { replies, late, left: plainCart((await this.carts.find(guestId)).cart) };
  }

  private async takeIn(guestId: string, orderable: [number, number][]): Promise<MergeReply | string> {
    const guest = await this.carts.seal(guestId, this.cartId);
    if (typeof guest === 'string') return guest;
    const stored = { ...toStored(guest), id: guestId };
    return this.carts.absorb(shopTurn(this.cartId), stored, new Map(orderable));
  }
}

function plainReply(reply: ChangeReply): unknown {
  if (!reply.ok) return reply;
  return { ok: true, quantities: reply.quantities, cart: plainCart(reply.cart) };
}

const plainCart = ({ merge, revision: _revision, ...cart }: Cart) => ({
  ...cart,
  merge: merge && { ...merge, at: null },
});
