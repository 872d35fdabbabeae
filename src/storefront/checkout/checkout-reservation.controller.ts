import { Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { OrdersService } from '../../shop/orders/orders.service.js';
import { ExtendReservation, type ReservedWords } from './extend-reservation.service.js';

/** The script of a payment page says that somebody is there. Only the order's own address does it, however it is paid. */
@Controller('checkout/pay')
export class CheckoutReservationController {
  constructor(
    private readonly orders: OrdersService,
    private readonly extending: ExtendReservation,
  ) {}

  /** Answers `{ text, isOver }` for the page. Errors: NotFoundError, also for an order that waits for no payment. */
  @Post(':token/here')
  @HttpCode(200)
  async here(
    @Param('token') token: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReservedWords> {
    response.setHeader('Cache-Control', 'private, no-store');
    const order = await this.orders.byToken(token);
    if (order?.state !== 'pending_payment') throw new NotFoundError('errors.not_found');
    return this.extending.extend(response.req, order);
  }
}
