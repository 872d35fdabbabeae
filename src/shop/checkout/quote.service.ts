import { Inject, Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import type { Destination } from '../../core/places/place.js';
import { priceOrder } from '../../core/pricing/price-order.js';
import { Clock } from '../../platform/clock/clock.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { CartService, type PricedCart } from '../cart/cart.service.js';
import { PriceLists } from '../catalog/price-lists/price-lists.service.js';
import { CreditService } from '../credit/credit.service.js';
import { DeliveryService, type DeliveryOffer } from '../delivery/delivery.service.js';
import { TaxService, type DueTaxes } from '../tax/tax.service.js';
import { CartPromotionsService, type Buyer } from './cart-promotions.service.js';
import type { Checkout } from './checkout.js';
import { creditOf, quoteCredits, type QuotedCredit } from './credit-quote.js';
import { couponOutcomes } from './coupon-outcomes.js';
import { linesToPrice } from './lines-to-price.js';
import { parcelOf } from './parcel.js';
import type { Quote } from './quote.js';
import { lineAsDue, shippingAsDue, taxesOf } from './taxed-prices.js';

/** Works out what an order would cost now, from MySQL and never from a cache. */
@Injectable()
export class QuoteService {
  constructor(
    private readonly carts: CartService,
    private readonly delivery: DeliveryService,
    private readonly taxes: TaxService,
    private readonly promotions: CartPromotionsService,
    private readonly priceLists: PriceLists,
    private readonly credit: CreditService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * `buyer`: without the e-mail address, which the checkout has; with the currency in which they would like to pay, as far as
   * it has a price list.
   */
  async quote(
    cartId: string | null,
    checkout: Checkout | null,
    buyer: Omit<Buyer, 'email'> & { currency?: string | null },
  ): Promise<Quote> {
    // One after the other: when hundreds press the button at once, questions side by side overflow the pool's queue.
    const cart = await this.carts.priced(cartId, null, buyer.currency ?? null);
    const offers = await this.offers(cart, checkout?.shippingAddress ?? null);
    const offer = offers.find(({ id }) => id === checkout?.deliveryMethod) ?? offers[0] ?? null;
    const due = await this.due(checkout, offer);
    const found = await this.promotions.of(cart, { ...buyer, email: checkout?.email ?? null }, true);
    const lines = linesToPrice(cart, found.collections, (line) => taxesOf(line, due));
    const request = {
      lines: lines.map((line) => lineAsDue(line, due)),
      shipping: shippingAsDue(offer, due),
      promotions: found.promotions,
      shopper: found.shopper,
      pricesIncludeTax: due !== null && due.pricesIncludeTax && !due.isReverseCharge,
    };
    const totals = priceOrder(request);
    const currency = cart.list?.currency ?? this.env.CURRENCY;
    const credits = await this.credits(checkout, buyer, { total: totals.total, currency });
    const isReverseCharge = due?.isReverseCharge ?? false;
    return {
      cart,
      offers,
      offer,
      isDeliverable: offer !== null || !cart.requiresShipping,
      isTaxKnown: due !== null,
      isReverseCharge,
      totals,
      credits,
      leftToPay: totals.total - creditOf({ credits }),
      currency,
      promotions: found.promotions,
      coupons: couponOutcomes(found, request, totals),
    };
  }

  /** Another customer's store credit is none of theirs. */
  private async credits(
    checkout: Checkout | null,
    { customerId }: Pick<Buyer, 'customerId'>,
    { total, currency }: { total: Minor; currency: string },
  ): Promise<QuotedCredit[]> {
    const ids = checkout?.creditAccountIds ?? [];
    if (ids.length === 0) return [];
    const accounts = (await this.credit.byIds(ids)).filter(
      (account) => account.customerId === null || account.customerId === customerId,
    );
    return quoteCredits(total, accounts, currency, this.clock.now());
  }

  /** To the shop's own country while nobody knows where to. */
  private async offers(cart: PricedCart, address: Destination | null): Promise<DeliveryOffer[]> {
    if (!cart.requiresShipping) return [];
    const home = { country: this.env.SHOP_COUNTRY, region: '', postcode: '' };
    return this.delivery.offers(address ?? home, parcelOf(cart), this.priceLists.converter(cart.list));
  }

  /** Tax is due where the goods change hands: at the address, or where they are picked up. */
  private async due(checkout: Checkout | null, offer: DeliveryOffer | null): Promise<DueTaxes | null> {
    if (!checkout?.shippingAddress) return null;
    return this.taxes.taxesAt(offer?.pickup?.address ?? checkout.shippingAddress, checkout.vatNumber);
  }
}
