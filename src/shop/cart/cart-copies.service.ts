import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { customerOfCart } from './cart.js';
import { CartCopyRepository } from './cart-copy.repository.js';
import { CartRepository, toStored } from './cart.repository.js';

/**
 * Keeps customers' carts in MySQL too, so that they survive the loss of Redis. A change marks its cart in the same
 * script that makes it; the worker saves marked carts and takes the mark away if nothing has changed since. So a web
 * process may die at any moment: the mark stays in Redis.
 */
@Injectable()
export class CartCopiesService {
  private readonly log = new Logger(CartCopiesService.name);

  constructor(
    private readonly carts: CartRepository,
    private readonly copies: CartCopyRepository,
  ) {}

  /** Saves up to `limit` changed carts and says how many. Any number of workers may run it at the same time. */
  async saveChanged(limit = 100): Promise<number> {
    const marks = await this.carts.changedCarts(limit);
    for (const { cartId, revision } of marks) {
      await this.save(cartId);
      await this.carts.unmark(cartId, revision);
    }
    return marks.length;
  }

  /** Brings the copy of one cart up to date now. */
  async save(cartId: string): Promise<void> {
    const customerId = customerOfCart(cartId);
    if (customerId === null) return;
    const { cart, isKnown } = await this.carts.find(cartId);
    if (isKnown) await this.copies.save(customerId, toStored(cart));
  }

  /** Puts a customer's cart that Redis does not know back from its copy; an empty one when there is none. */
  async restore(cartId: string): Promise<void> {
    const customerId = customerOfCart(cartId);
    if (customerId === null) return;
    const stored = await this.copies.find(customerId);
    await this.carts.restore(cartId, stored);
    if (stored.lines.length > 0) this.log.log(`cart of customer ${customerId} restored from its copy`);
  }

  async empty(tx: EntityManager, cartId: string, revision: number): Promise<void> {
    const customerId = customerOfCart(cartId);
    if (customerId !== null) await this.copies.empty(tx, customerId, revision);
  }
}
