import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import type { Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import type { Refused } from '../../shop/cart/cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { CartPages } from './cart-pages.service.js';
import { sentenceOf, statusOf } from './cart-refusal.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** Answers a wish that changed nothing. */
@Injectable()
export class CartRefusals {
  constructor(
    private readonly deeds: CartDeeds,
    private readonly pages: CartPages,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  /** The cart as it is, with the reason above it. What does not exist gets the page of every unknown address. */
  async show(request: Request, response: Response, visitor: Visitor, refused: Refused): Promise<void> {
    if (refused.reason === 'unknown_variant' || refused.reason === 'not_for_sale')
      throw new NotFoundError('cart.unknown_variant');
    const error = sentenceOf(refused, this.messages);
    const cart = await this.deeds.priced(visitor, this.prices.wanted(request));
    await this.pages.refuse(request, response, visitor, cart, { status: statusOf(refused), error });
  }
}
