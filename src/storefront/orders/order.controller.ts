import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { ReviewsService } from '../../shop/reviews/reviews.service.js';
import { ReturnsService } from '../../shop/returns/returns.service.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { OrderPages } from './order-pages.service.js';
import { reviewLinks } from './order-reviews.view.js';
import { orderPage } from './order.view.js';
import { turnOf } from '../page/turn.js';

/** The status page of an order, for whoever has its address: nobody can guess it, no search engine keeps it. */
@Controller('orders')
export class OrderController {
  constructor(
    private readonly pages: OrderPages,
    private readonly returns: ReturnsService,
    private readonly reviews: ReviewsService,
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
    const lines = await this.withReviews(order, model.order.lines);
    const page = { ...model, order: { ...model.order, lines } };
    await this.pages.show(turnOf(response), 'orders/show', order, page);
  }

  /** Each line with a link to say something of it, where something can be said. */
  private async withReviews<T>(order: OrderDetails, words: readonly T[]) {
    const lines = this.reviews.reviewable(order);
    const written = await this.reviews.ofLines(lines.map(({ id }) => id));
    const links = reviewLinks(order, lines, written, this.pages.messages);
    return words.map((line, at) => ({ ...line, review: links.get(order.lines[at]!.id) }));
  }
}
