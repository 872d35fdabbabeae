import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { DeliveryService, type DeliveryOffer } from '../../shop/delivery/delivery.service.js';

const REMEMBERED_MS = 60_000;

interface Known {
  offers: DeliveryOffer[];
  freeFrom: number | null;
  until: number;
}

/** What the shop promises beside a price: when things arrive, what delivery costs, how long they may come back. */
@Injectable()
export class Promises {
  private known: Known | null = null;

  constructor(
    private readonly delivery: DeliveryService,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** Sentences; the methods and rates behind them are asked for once a minute, not for each page. */
  async texts(): Promise<{ offers: string[]; free: string | null; returns: string }> {
    const { offers, freeFrom } = await this.read();
    const { t } = this.messages;
    return {
      offers: offers.map((offer) => this.offerText(offer)),
      free: freeFrom === null ? null : t('catalog.free_from', { amount: this.formatters.money(freeFrom) }),
      returns: t('catalog.returns_note'),
    };
  }

  /** Subtotal (minor units) from which delivery costs nothing; null when it never does. */
  async freeFrom(): Promise<number | null> {
    return (await this.read()).freeFrom;
  }

  private async read(): Promise<Known> {
    const now = this.clock.now().getTime();
    if (this.known && this.known.until > now) return this.known;
    const [offers, freeFrom] = await Promise.all([this.delivery.offers(0), this.delivery.freeFrom()]);
    this.known = { offers, freeFrom, until: now + REMEMBERED_MS };
    return this.known;
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
