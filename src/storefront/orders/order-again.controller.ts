import { randomUUID } from 'node:crypto';
import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import type { OrderDetails, PlacedLine } from '../../shop/orders/order.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { CartDeeds, type CartWish } from '../cart/cart-deeds.service.js';
import { operationOf } from '../forms/operation.js';
import { OrderPages } from './order-pages.service.js';
import { seeOther } from '../page/see-other.js';

/** The same again: what can be had goes into the cart, what cannot is named. */
@Controller('orders/:token')
export class OrderAgainController {
  constructor(
    private readonly pages: OrderPages,
    private readonly deeds: CartDeeds,
    private readonly away: AwayCart,
  ) {}

  @Post('reorder')
  async reorder(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('token') token: string,
  ): Promise<void> {
    const order = await this.pages.order(token);
    const missing = await this.addAll({ visitor, ...operationOf(request, body) }, order);
    const isNothing = missing.length === order.lines.length;
    const key = isNothing ? 'none' : missing.length > 0 ? 'some' : 'all';
    visitor.flash({
      key: `orders.again.${key}`,
      kind: missing.length > 0 ? 'notice' : 'success',
      values: { missing: missing.map(({ title }) => title).join(', ') },
    });
    await this.away.remember(response, visitor);
    seeOther(response, isNothing ? `/orders/${order.token}` : '/cart');
  }

  /** Line by line, so that one that is gone keeps none of the others out. Each has an operation of its own. */
  private async addAll(wish: CartWish, { lines }: OrderDetails): Promise<PlacedLine[]> {
    const missing: PlacedLine[] = [];
    for (const line of lines) {
      const { variantId, quantity, properties } = line;
      const outcome = await this.deeds.add({ ...wish, operationId: randomUUID(), mayBeRepeat: false }, [
        { variantId, quantity, properties },
      ]);
      if (!outcome.ok) missing.push(line);
    }
    return missing;
  }
}
