import { Injectable } from '@nestjs/common';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { DeliveryOffer } from '../../shop/delivery/delivery.service.js';
import { countryName } from '../../shop/orders/order-words.js';
import { DeliveryBook } from '../delivery-book.service.js';

/** The lightest parcel, with nothing in it that would make delivery cheaper. */
const ANYTHING = { grams: 0, amount: 0 };

/** What the shop promises beside a price: when things arrive, what delivery costs, how long they may come back. */
@Injectable()
export class Promises {
  constructor(
    private readonly book: DeliveryBook,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** Sentences, about the shop's own country. */
  async texts(): Promise<{ where: string; offers: string[]; free: string | null; returns: string }> {
    const offers = await this.book.offers(this.book.home, ANYTHING);
    const freeFrom = await this.freeFrom();
    const { t } = this.messages;
    return {
      where: t('catalog.delivery_home', { country: countryName(this.book.home.country) }),
      offers: offers.filter(({ pickup }) => pickup === null).map((offer) => this.offerText(offer)),
      free: freeFrom === null ? null : t('catalog.free_from', { amount: this.formatters.money(freeFrom) }),
      returns: t('catalog.returns_note'),
    };
  }

  /** Subtotal (minor units) from which delivery costs nothing; null when it never does. */
  freeFrom(): Promise<number | null> {
    return this.book.freeFrom();
  }

  private offerText({ id, price, from, to }: DeliveryOffer): string {
    const { t } = this.messages;
    const day = (text: string) => this.formatters.calendarDay(text);
    return t('catalog.delivery_offer', {
      method: t(`catalog.delivery_method.${id}`),
      price: this.formatters.money(price),
      from: day(from),
      to: day(to),
    });
  }
}
