import { Inject, Injectable } from '@nestjs/common';
import { priceOrder } from '../../core/pricing/price-order.js';
import type { LineToPrice } from '../../core/pricing/pricing.types.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { CartService, type PricedCartLine } from '../cart/cart.service.js';
import { DeliveryService } from '../delivery/delivery.service.js';
import type { Checkout } from './checkout.js';
import type { Quote } from './quote.js';

/** Works out what an order would cost now, from MySQL and never from a cache. */
@Injectable()
export class QuoteService {
  constructor(
    private readonly carts: CartService,
    private readonly delivery: DeliveryService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async quote(cartId: string | null, checkout: Checkout | null): Promise<Quote> {
    // One after the other: when hundreds press the button at once, questions side by side overflow the pool's queue.
    const cart = await this.carts.priced(cartId);
    const destination = await this.delivery.destination(checkout?.shippingAddress?.country ?? '');
    const offers = cart.requiresShipping ? await this.delivery.offers(cart.subtotal) : [];
    const offer = offers.find(({ id }) => id === checkout?.deliveryMethod) ?? offers[0] ?? null;
    const taxRateBasisPoints = destination?.taxRateBasisPoints ?? null;
    const totals = priceOrder({
      lines: cart.lines.map((line) => lineToPrice(line, taxRateBasisPoints ?? 0)),
      shipping: offer && { price: offer.price, taxes: [] },
      promotions: [],
      shopper: { groups: [], isFirstOrder: false },
      pricesIncludeTax: false,
    });
    return { cart, offers, offer, taxRateBasisPoints, totals, currency: this.env.CURRENCY };
  }
}

function lineToPrice(line: PricedCartLine, taxRateBasisPoints: number): LineToPrice {
  const { variant, quantity, unitPrice, listPrice } = line;
  const isTaxed = variant.isTaxed && taxRateBasisPoints > 0;
  return {
    variantId: variant.id,
    productId: variant.productId,
    collectionIds: [],
    quantity,
    unitPrice,
    listPrice,
    taxes: isTaxed ? [{ name: 'Tax', rateMillionths: taxRateBasisPoints * 100 }] : [],
  };
}
