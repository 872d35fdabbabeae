import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { customerOfCart, type Cart } from './cart.js';
import { toStored } from './cart-change.js';
import { CartCopyRepository } from './cart-copy.repository.js';
import { CartRepository } from './cart.repository.js';

/** Where a cart goes whose owner has left. */
const NOBODY = 'nobody';

/** Longer than a command to Redis may take. */
const SETTLED_MS = 1000;

/**
 * Keeps customers' carts in MySQL too, so that they survive the loss of Redis. A change marks its cart before it is made;
 * the worker saves marked carts and takes the mark away if the cart was not marked again. So a web process may die at any
 * moment: the mark stays in Redis.
 */
@Injectable()
export class CartCopiesService {
  private readonly log = new Logger(CartCopiesService.name);

  constructor(
    private readonly carts: CartRepository,
    private readonly copies: CartCopyRepository,
    private readonly database: Database,
  ) {}

  /**
   * Saves up to `limit` changed carts and says how many. Any number of workers may run it at the same time. Marks younger
   * than `settledMs` wait: their change may still be on its way.
   */
  async saveChanged(limit = 100, settledMs = SETTLED_MS): Promise<number> {
    const marks = await this.carts.changedCarts(limit, Date.now() - settledMs);
    for (const { cartId, mark } of marks) {
      const { cart, isKnown } = await this.carts.find(cartId);
      if (isKnown) await this.saveCart(cart);
      await this.carts.unmark(cartId, mark);
    }
    return marks.length;
  }

  /** Brings the copy of one customer's cart up to date now; a guest's has none. */
  async saveCart(cart: Cart): Promise<void> {
    const customerId = customerOfCart(cart.id);
    if (customerId !== null) await this.copies.save(customerId, toStored(cart));
  }

  /** Puts a customer's cart that Redis does not know back from its copy; an empty one when there is none. */
  async restore(cartId: string): Promise<void> {
    const customerId = customerOfCart(cartId);
    if (customerId === null) return;
    const stored = await this.copies.find(customerId);
    await this.carts.restore(cartId, stored);
    if (stored.lines.length > 0) this.log.log(`cart of customer ${customerId} restored from its copy`);
  }

  /** With `tx`; what the store has is for `forget`, once that has committed. */
  async deleteCopy(tx: EntityManager, cartId: string): Promise<void> {
    const customerId = customerOfCart(cartId);
    if (customerId !== null) await this.copies.delete(tx, customerId);
  }

  /**
   * Takes the cart of somebody whose sessions are over out of its store for good, and a copy that a worker has saved meanwhile: what the
   * store does not know is saved no more. Errors: UnavailableError; it may be repeated.
   */
  async forget(cartId: string): Promise<void> {
    if ((await this.carts.seal(cartId, NOBODY)) !== 'empty') await this.carts.discard(cartId, NOBODY);
    await this.database.transaction((tx) => this.deleteCopy(tx, cartId));
  }

  async empty(tx: EntityManager, cartId: string, revision: number): Promise<void> {
    const customerId = customerOfCart(cartId);
    if (customerId !== null) await this.copies.empty(tx, customerId, revision);
  }
}
