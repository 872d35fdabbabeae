import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Formatters } from '../platform/views/formatters.js';
import { Messages } from '../platform/views/messages.js';
import { PendingPaymentsService } from '../shop/checkout/pending-payments.service.js';
import type { OrderDetails } from '../shop/orders/order.js';
import { OrdersService } from '../shop/orders/orders.service.js';
import { orderPage } from './order.view.js';
import { PageService } from './page/page.service.js';

/** The status page of an order, for whoever has its address: nobody can guess it, no search engine keeps it. */
@Controller('orders')
export class OrderController {
  constructor(
    private readonly orders: OrdersService,
    private readonly pending: PendingPaymentsService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  @Get(':token')
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('token') token: string,
  ): Promise<void> {
    const order = await this.settled(await this.orders.byToken(token));
    if (!order) throw new NotFoundError('errors.not_found');
    // The address is the key to the page: it must not travel on to other sites.
    response.setHeader('Referrer-Policy', 'same-origin');
    response.setHeader('X-Robots-Tag', 'noindex');
    await this.pages.show(request, response, visitor, 'orders/show', {
      title: this.messages.t('orders.title', { number: order.number }),
      noIndex: true,
      model: orderPage(order, visitor.customerId === null, this.messages, this.formatters),
    });
  }

  /** Its owner waits for a payment: the provider is asked what became of it, which the worker would do later. */
  private async settled(order: OrderDetails | null): Promise<OrderDetails | null> {
    if (order?.state !== 'pending_payment' || order.tender.status !== 'requested') return order;
    const now = await this.pending.ask(order, false).catch(() => order);
    return now.state === order.state ? order : this.orders.byToken(order.token);
  }
}
