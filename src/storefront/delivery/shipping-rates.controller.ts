import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CartService } from '../../shop/cart/cart.service.js';
import { parcelOf } from '../../shop/checkout/parcel.js';
import { DeliveryService } from '../../shop/delivery/delivery.service.js';
import { countryName } from '../../shop/orders/country-words.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';
import { shippingRate } from './shipping-rates.view.js';

/** Shopify's estimate of delivery prices for the cart, before the checkout knows the address. */
@Controller('cart')
export class ShippingRatesController {
  constructor(
    private readonly carts: CartService,
    private readonly delivery: DeliveryService,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  @Get('shipping_rates.json')
  async rates(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    if (visitor.storeIsAway) throw new UnavailableError('errors.store_away');
    response.setHeader('Cache-Control', 'private, no-store');
    const country = await this.countryOf(query['shipping_address[country]']);
    if (country === null) return void response.status(422).json({ country: ['is not supported'] });
    const cart = await this.carts.priced(visitor.cartId, null, this.prices.wanted(response.req));
    const { convert, formatters, currency } = this.prices.by(cart.list);
    const postcode = textOf(query['shipping_address[zip]']);
    const destination = { country, postcode, region: textOf(query['shipping_address[province]']) };
    const offers = cart.requiresShipping
      ? await this.delivery.offers(destination, parcelOf(cart), convert)
      : [];
    const words = { messages: this.messages, formatters, currency };
    // What is picked up has no rate there either.
    const sent = offers.filter(({ pickup }) => pickup === null);
    response.json({ shipping_rates: sent.map((offer) => shippingRate(offer, words)) });
  }

  /** Scripts written for Shopify send the country's name in English, some its code. */
  private async countryOf(country: unknown): Promise<string | null> {
    const wanted = textOf(country).toLowerCase();
    const served = await this.delivery.countries();
    return (
      served.find((code) => [code.toLowerCase(), countryName(code).toLowerCase()].includes(wanted)) ?? null
    );
  }
}

const LONGEST = 64;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, LONGEST) : '');
