import { Injectable } from '@nestjs/common';
import type { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { PricedCart } from '../../shop/cart/cart.service.js';
import { parcelOf } from '../../shop/checkout/parcel.js';
import type { DeliveryOffer } from '../../shop/delivery/delivery.service.js';
import { countriesByName } from '../../shop/orders/country-words.js';
import { deliveryWords } from '../../shop/orders/order-words.js';
import { DeliveryBook } from './delivery-book.service.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';
import { readEstimate } from '../forms/estimate.form.js';

/** Delivery for a cart before anybody has said who they are: asked in the page's address, and remembered nowhere. */
@Injectable()
export class DeliveryEstimate {
  constructor(
    private readonly book: DeliveryBook,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  /** What `cart/estimate` shows; null for a cart that needs no sending. `isWrong`: what was asked cannot be answered. */
  async of(cart: PricedCart, query: Readonly<Record<string, unknown>>) {
    if (!cart.requiresShipping) return null;
    const countries = await this.book.countries();
    const asked = readEstimate(query, new Set(countries));
    const { convert, formatters } = this.prices.by(cart.list);
    const parcel = parcelOf(cart);
    const offers = asked.kind === 'asked' ? await this.book.offers(asked.destination, parcel, convert) : [];
    const chosen = asked.kind === 'asked' ? asked.destination.country : this.book.home.country;
    const { t } = this.messages;
    return {
      isWrong: asked.kind === 'wrong',
      isAsked: asked.kind !== 'not_asked',
      problem: asked.kind === 'wrong' ? t(asked.problem) : null,
      nothing: asked.kind === 'asked' && offers.length === 0 ? t('cart.estimate.nothing') : null,
      postcode: asked.kind === 'not_asked' ? '' : asked.postcode,
      countries: countriesByName(countries).map((country) => ({
        ...country,
        isChosen: country.code === chosen,
      })),
      offers: offers.map((offer) => this.offerWords(offer, formatters)),
    };
  }

  private offerWords(offer: DeliveryOffer, formatters: Formatters) {
    const { method, when } = deliveryWords({ ...offer, method: offer.id }, this.messages);
    const price =
      offer.price === 0 ? this.messages.t('checkout.delivery.free') : formatters.money(offer.price);
    return { method, when, price };
  }
}
