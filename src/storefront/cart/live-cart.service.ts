import { Injectable } from '@nestjs/common';
import type { CartNow } from '../../platform/live/live.routes.js';
import { CartService } from '../../shop/cart/cart.service.js';

/** What a live stream says of a cart when it opens. */
@Injectable()
export class LiveCart {
  constructor(private readonly carts: CartService) {}

  /** Errors: UnavailableError. */
  async now(cartId: string): Promise<CartNow> {
    const { count, revision } = await this.carts.state(cartId);
    return { count, revision: String(revision) };
  }
}
