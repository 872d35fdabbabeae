import { Inject, Injectable } from '@nestjs/common';
import { UnavailableError } from '../platform/errors/shop-error.js';
import type { RedisLink } from '../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../platform/redis/redis.module.js';
import type { Message, Visitor } from '../platform/session/visitor.js';
import { MergeCartsService, type MergeOutcome } from '../shop/cart/merge-carts.service.js';
import { customerCartId, shopTurn } from '../shop/cart/cart.js';
import type { Customer } from '../shop/customers/customers.service.js';

/** Lets a customer in: carts joined, session renewed, a message about both. */
@Injectable()
export class CustomerDoor {
  constructor(
    @Inject(SESSION_REDIS) private readonly sessions: RedisLink,
    private readonly carts: MergeCartsService,
  ) {}

  /** Asks nothing of Redis. Errors: UnavailableError when it is known to be away, so that nobody types in vain. */
  refuseWhenAway(visitor: Visitor): void {
    if (visitor.storeIsAway || !this.sessions.isReady) throw new UnavailableError('errors.store_away');
  }

  /** One round trip. Errors: UnavailableError when no session could be kept now, also when Redis hangs. */
  async checkStore(visitor: Visitor): Promise<void> {
    this.refuseWhenAway(visitor);
    await this.sessions.run((client) => client.ping());
  }

  /**
   * Joins a guest's cart with the customer's, then renews the session. In this order: a failure in between leaves the
   * lines in the account, and another try finds them there. The cart of somebody else who was signed in stays theirs.
   */
  async letIn(visitor: Visitor, customer: Customer, occasion: 'welcome' | 'signed_in'): Promise<void> {
    const cartId = customerCartId(customer.id);
    const guestCartId = visitor.customerId === null ? visitor.cartId : null;
    const merged = await this.carts.merge(guestCartId, { ...shopTurn(cartId), device: visitor.device });
    await visitor.signIn(customer.id, customer.epoch, cartId);
    visitor.flash(messageAbout(merged, occasion));
  }
}

function messageAbout(merged: MergeOutcome, occasion: 'welcome' | 'signed_in'): Message {
  const { mergedLines: lines, clamped } = merged;
  if (clamped.length > 0) {
    const titles = clamped.map((line) => line.title).join(', ');
    return { key: 'account.signed_in_clamped', values: { titles: titles.slice(0, 500) }, kind: 'notice' };
  }
  if (lines > 0) return { key: `account.${occasion}_merged`, values: { lines }, kind: 'success' };
  return { key: `account.${occasion}`, kind: 'success' };
}
