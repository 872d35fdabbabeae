import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { ReturnsService } from '../shop/returns/returns.service.js';
import { OrderPages } from './order-pages.service.js';
import { orderPage } from './order.view.js';
import { turnOf } from './turn.js';

/** The status page of an order, for whoever has its address: nobody can guess it, no search engine keeps it. */
@Controller('orders')
export class OrderController {
  constructor(
    private readonly pages: OrderPages,
    private readonly returns: ReturnsService,
  ) {}

  @Get(':token')
  async show(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('token') token: string,
  ): Promise<void> {
    const order = await this.pages.order(token);
    const returns = order.shipments.length > 0 ? await this.returns.ofOrder(order.id) : [];
    const { messages, formatters } = this.pages;
    const model = orderPage(order, returns, visitor.customerId === null, messages, formatters);
    await this.pages.show(turnOf(response), 'orders/show', order, model);
  }
}
