import { Inject, Injectable } from '@nestjs/common';
import { priceOrder } from '../../core/pricing/price-order.js';
import type { TaxRate } from '../../core/pricing/pricing.types.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { CartService, type PricedCartLine } from '../cart/cart.service.js';
import { DeliveryService } from '../delivery/delivery.service.js';
import { CartPromotionsService, type Buyer } from './cart-promotions.service.js';
import type { Checkout } from './checkout.js';
import { couponOutcomes } from './coupon-outcomes.js';
import { linesToPrice } from './lines-to-price.js';
import type { Quote } from './quote.js';

/** Works out what an order would cost now, from MySQL and never from a cache. */
@Injectable()
export class QuoteService {
  constructor(
    private readonly carts: CartService,
    private readonly delivery: DeliveryService,
    private readonly promotions: CartPromotionsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** `buyer`: without the e-mail address, which the checkout has. */
  async quote(cartId: string | null, checkout: Checkout | null, buyer: Omit<Buyer, 'email'>): Promise<Quote> {
    // One after the other: when hundreds press the button at once, questions side by side overflow the pool's queue.
    const cart = await this.carts.priced(cartId);
    const destination = await this.delivery.destination(checkout?.shippingAddress?.country ?? '');
    const offers = cart.requiresShipping ? await this.delivery.offers(cart.subtotal) : [];
    const offer = offers.find(({ id }) => id === checkout?.deliveryMethod) ?? offers[0] ?? null;
    const found = await this.promotions.of(cart, { ...buyer, email: checkout?.email ?? null }, true);
    const taxRateBasisPoints = destination?.taxRateBasisPoints ?? null;
    const request = {
      lines: linesToPrice(cart, found.collections, (line) => taxesOf(line, taxRateBasisPoints ?? 0)),
      shipping: offer && { price: offer.price, taxes: [] },
      promotions: found.promotions,
      shopper: found.shopper,
      pricesIncludeTax: false,
    };
    const totals = priceOrder(request);
    return {
      cart,
      offers,
      offer,
      taxRateBasisPoints,
      totals,
      currency: this.env.CURRENCY,
      promotions: found.promotions,
      coupons: couponOutcomes(found, request, totals),
    };
  }
}

function taxesOf({ variant }: PricedCartLine, taxRateBasisPoints: number): TaxRate[] {
  const isTaxed = variant.isTaxed && taxRateBasisPoints > 0;
  return isTaxed ? [{ name: 'Tax', rateMillionths: taxRateBasisPoints * 100 }] : [];
}
