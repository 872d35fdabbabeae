import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { StoreState } from '../../platform/session/store-state.js';
import type { Message, Visitor } from '../../platform/session/visitor.js';
import { MergeCartsService, type MergeOutcome } from '../../shop/cart/merge-carts.service.js';
import { customerCartId } from '../../shop/cart/cart.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import { WishlistsService } from '../../shop/wishlists/wishlists.service.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { WishlistPages } from '../wishlist/wishlist-pages.service.js';
import { orSay } from '../page/or-say.js';

type Occasion = 'welcome' | 'signed_in';

/** What is true when the store goes away while somebody is let in: an account that was opened is open. */
const AWAY: Record<Occasion, string> = {
  welcome: 'account.welcome_away',
  signed_in: 'account.signed_in_away',
};

/** Lets a customer in: carts joined, session renewed, a message about both. */
@Injectable()
export class CustomerDoor {
  constructor(
    private readonly store: StoreState,
    private readonly carts: MergeCartsService,
    private readonly wishlists: WishlistsService,
    private readonly wishes: WishlistPages,
    private readonly away: AwayCart,
  ) {}

  /** Asks nothing of the store. Errors: UnavailableError when it is known to be away, so that nobody types in vain. */
  refuseWhenAway(visitor: Visitor): void {
    if (visitor.storeIsAway || !this.store.isReady) throw new UnavailableError('errors.store_away');
  }

  /** One round trip. Errors: UnavailableError when no session could be kept now, also when the store hangs. */
  async checkStore(visitor: Visitor): Promise<void> {
    this.refuseWhenAway(visitor);
    await this.store.check();
  }

  /**
   * Joins a guest's cart with the customer's, then renews the session. In this order: a failure in between leaves the
   * lines in the account, and another try finds them there. Both are refused when the customer's sessions were ended since
   * `customer` was read. The cart of somebody else who was signed in stays theirs.
   * Errors: UnavailableError, which says what was done; ConflictError.
   */
  async letIn(response: Response, visitor: Visitor, customer: Customer, occasion: Occasion): Promise<void> {
    await orSay(AWAY[occasion], async () => {
      const cartId = customerCartId(customer.id);
      const guestCartId = visitor.customerId === null ? visitor.cartId : null;
      const proof = { sid: null, epoch: customer.epoch };
      const turn = { cartId, proof, operationId: null, device: visitor.device };
      const merged = await this.carts.merge(guestCartId, turn);
      const wishes = guestCartId === null ? 0 : await this.wishlists.merge(guestCartId, cartId);
      await visitor.signIn(customer.id, customer.epoch, cartId);
      if (wishes > 0) await this.wishes.noteChange(response, cartId);
      visitor.flash(messageAbout(merged, occasion));
      await this.away.remember(response, visitor);
    });
  }
}

function messageAbout(merged: MergeOutcome, occasion: Occasion): Message {
  const { mergedLines: lines, clamped } = merged;
  if (clamped.length > 0) {
    const titles = clamped.map((line) => line.title).join(', ');
    return { key: 'account.signed_in_clamped', values: { titles: titles.slice(0, 500) }, kind: 'notice' };
  }
  if (lines > 0) return { key: `account.${occasion}_merged`, values: { lines }, kind: 'success' };
  return { key: `account.${occasion}`, kind: 'success' };
}
