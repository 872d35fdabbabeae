import { Injectable } from '@nestjs/common';
import type { Convert } from '../../core/pricing/convert.js';
import type { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { DeliveryOffer } from '../../shop/delivery/delivery.service.js';
import { countryName } from '../../shop/orders/country-words.js';
import type { Prices } from '../prices/visitor-prices.service.js';
import { DeliveryBook } from '../delivery/delivery-book.service.js';

/** The lightest parcel, with nothing in it that would make delivery cheaper. */
const ANYTHING = { grams: 0, amount: 0 };

/** What the shop promises beside a price: when things arrive, what delivery costs, how long they may come back. */
@Injectable()
export class Promises {
  constructor(
    private readonly book: DeliveryBook,
    private readonly messages: Messages,
  ) {}

  /** Sentences, about the shop's own country. */
  async texts({
    convert,
    formatters,
  }: Prices): Promise<{ where: string; offers: string[]; free: string | null; returns: string }> {
    const offers = await this.book.offers(this.book.home, ANYTHING, convert);
    const freeFrom = await this.freeFrom(convert);
    const { t } = this.messages;
    return {
      where: t('catalog.delivery_home', { country: countryName(this.book.home.country) }),
      offers: offers
        .filter(({ pickup }) => pickup === null)
        .map((offer) => this.offerText(offer, formatters)),
      free: freeFrom === null ? null : t('catalog.free_from', { amount: formatters.money(freeFrom) }),
      returns: t('catalog.returns_note'),
    };
  }

  /** Subtotal (minor units) from which delivery costs nothing; null when it never does. `convert`: see `DeliveryBook`. */
  freeFrom(convert: Convert | null): Promise<number | null> {
    return this.book.freeFrom(convert);
  }

  private offerText({ id, price, from, to }: DeliveryOffer, formatters: Formatters): string {
    const { t } = this.messages;
    const day = (text: string) => formatters.calendarDay(text);
    return t('catalog.delivery_offer', {
      method: t(`catalog.delivery_method.${id}`),
      price: formatters.money(price),
      from: day(from),
      to: day(to),
    });
  }
}
