import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { CartService } from '../cart/cart.service.js';
import { EditCatalogService } from '../catalog/edit-catalog.service.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';

const LATE_SECONDS = 10;

/**
 * Takes what was ordered out of the cart, and counts it for "best selling"; what was added meanwhile stays. Safe to repeat: the cart remembers each
 * order's token. When the web process dies before it gets here, the worker or the next look at the checkout does it.
 */
@Injectable()
export class ClearCartService {
  private readonly log = new Logger(ClearCartService.name);

  constructor(
    private readonly carts: CartService,
    private readonly orders: OrdersService,
    private readonly catalog: EditCatalogService,
    private readonly clock: Clock,
  ) {}

  async clear(order: Order): Promise<void> {
    const lines = order.lines.map(({ cartKey, quantity }) => ({ key: cartKey, quantity }));
    await this.carts.takeOrdered(order.cartId, order.token, lines);
    const isFirst = await this.orders.cartCleared(order.id, this.clock.now());
    if (isFirst) await this.catalog.countSales(order.lines);
  }

  /** For the answer to the shopper: the order stands, whether or not the cart could be cleared at once. */
  async clearNowOrLater(order: Order): Promise<void> {
    await this.clear(order).catch((error: Error) =>
      this.log.warn(`cart of order ${order.number} is cleared later: ${error.message}`),
    );
  }

  /** For the worker. True when there may be more. */
  async clearLeftBehind(limit = 50): Promise<boolean> {
    const orders = await this.orders.uncleared(LATE_SECONDS, limit);
    for (const order of orders) await this.clear(order);
    return orders.length === limit;
  }
}
