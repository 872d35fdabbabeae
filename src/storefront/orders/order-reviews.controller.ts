import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import type { OrderDetails, PlacedLine } from '../../shop/orders/order.js';
import type { Review } from '../../shop/reviews/review.js';
import { ReviewsService } from '../../shop/reviews/reviews.service.js';
import { readReviewForm } from '../forms/review.form.js';
import { OrderPages } from './order-pages.service.js';
import { firstTyped, reviewForm } from './order-reviews.view.js';
import { turnOf } from '../page/turn.js';

interface Reviewing {
  order: OrderDetails;
  line: PlacedLine;
  review: Review | undefined;
}

/** What a buyer says of one line of an order, with or without an account. */
@Controller('orders/:token/review/:line')
export class OrderReviewsController {
  constructor(
    private readonly pages: OrderPages,
    private readonly reviews: ReviewsService,
  ) {}

  @Get()
  async ask(
    @Res() response: Response,
    @Param('token') token: string,
    @Param('line') lineId: string,
  ): Promise<void> {
    const turn = turnOf(response);
    const { order, line, review } = await this.of(token, lineId);
    const isOpen = this.reviews.reviewable(order).includes(line);
    if (!isOpen) return this.pages.back(turn, order, 'reviews.write.not_bought', 'notice');
    if (review?.state === 'published')
      return this.pages.back(turn, order, 'reviews.write.is_published', 'notice');
    const said = { typed: firstTyped(order, review), problems: {}, reason: review?.reason ?? null };
    const model = reviewForm(order, line, said, this.pages.messages);
    await this.pages.show(turn, 'orders/review', order, model);
  }

  @Post()
  async send(
    @Res() response: Response,
    @Param('token') token: string,
    @Param('line') lineId: string,
    @Body() body: unknown,
  ): Promise<void> {
    const turn = turnOf(response);
    const { order, line } = await this.of(token, lineId);
    const form = readReviewForm(body);
    if (!form.ok) {
      const model = reviewForm(order, line, { ...form, reason: null }, this.pages.messages);
      return this.pages.show(turn, 'orders/review', order, model, 422);
    }
    const outcome = await this.reviews.write(order, line.id, form.text);
    if (outcome === 'waiting') return this.pages.back(turn, order, 'reviews.write.sent');
    const key = outcome === 'published' ? 'is_published' : outcome;
    this.pages.back(turn, order, `reviews.write.${key}`, 'notice');
  }

  /** Errors: NotFoundError for a line that is not of this order. */
  private async of(token: string, lineId: string): Promise<Reviewing> {
    const order = await this.pages.order(token);
    const line = order.lines.find(({ id }) => String(id) === lineId);
    if (!line) throw new NotFoundError('errors.not_found');
    return { order, line, review: (await this.reviews.ofLines([line.id])).get(line.id) };
  }
}
