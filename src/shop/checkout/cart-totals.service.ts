import { Injectable } from '@nestjs/common';
import { priceOrder } from '../../core/pricing/price-order.js';
import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { noteRead } from '../../platform/request/request-stats.js';
import type { PricedCart } from '../cart/cart.service.js';
import { CartPromotionsService, type Buyer, type CartPromotions } from './cart-promotions.service.js';
import { couponOutcomes, type Coupons } from './coupon-outcomes.js';
import { linesToPrice } from './lines-to-price.js';

/** A cart with what promotions take off it, before delivery and tax. */
export interface CartTotals {
  totals: OrderTotals;
  coupons: Coupons;
}

/** The sums of a cart before anybody knows where it goes. */
@Injectable()
export class CartTotalsService {
  constructor(private readonly promotions: CartPromotionsService) {}

  /** For who looks at a cart: promotions are a second behind at most. With MySQL away without them, which counts as an old read. */
  async of(cart: PricedCart, buyer: Buyer): Promise<CartTotals> {
    const found = await this.find(cart, buyer);
    const request = {
      lines: linesToPrice(cart, found.collections, () => []),
      shipping: null,
      promotions: found.promotions,
      shopper: found.shopper,
      pricesIncludeTax: false,
    };
    const totals = priceOrder(request);
    return { totals, coupons: couponOutcomes(found, request, totals) };
  }

  private async find(cart: PricedCart, buyer: Buyer): Promise<CartPromotions> {
    try {
      return await this.promotions.of(cart, buyer, false);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      noteRead('promotions of a cart', null, true);
      const refused = buyer.codes.map((code) => ({ code, reason: 'away' }) as const);
      return { promotions: [], refused, shopper: { groups: [], isFirstOrder: true }, collections: new Map() };
    }
  }
}
