import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnavailableError } from '../platform/errors/shop-error.js';
import { ENV, type Env } from '../platform/config/env.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Formatters } from '../platform/views/formatters.js';
import { Messages } from '../platform/views/messages.js';
import { CartService } from '../shop/cart/cart.service.js';
import { DeliveryService } from '../shop/delivery/delivery.service.js';
import { countryName } from '../shop/orders/order-words.js';
import { shippingRate } from './shipping-rates.view.js';

/** Shopify's estimate of delivery prices for the cart, before the checkout knows the address. */
@Controller('cart')
export class ShippingRatesController {
  constructor(
    private readonly carts: CartService,
    private readonly delivery: DeliveryService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('shipping_rates.json')
  async rates(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    if (visitor.storeIsAway) throw new UnavailableError('errors.store_away');
    response.setHeader('Cache-Control', 'private, no-store');
    if (!(await this.isServed(query['shipping_address[country]'])))
      return void response.status(422).json({ country: ['is not supported'] });
    const cart = await this.carts.priced(visitor.cartId);
    const offers = cart.requiresShipping ? await this.delivery.offers(cart.subtotal) : [];
    const words = { messages: this.messages, formatters: this.formatters, currency: this.env.CURRENCY };
    response.json({ shipping_rates: offers.map((offer) => shippingRate(offer, words)) });
  }

  /** Scripts written for Shopify send the country's name in English, some its code. */
  private async isServed(country: unknown): Promise<boolean> {
    if (typeof country !== 'string') return false;
    const wanted = country.trim().toLowerCase();
    const destinations = await this.delivery.destinations();
    return destinations.some(({ country: code }) =>
      [code.toLowerCase(), countryName(code).toLowerCase()].includes(wanted),
    );
  }
}
