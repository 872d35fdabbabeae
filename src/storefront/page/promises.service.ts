import { Injectable } from '@nestjs/common';
import { CacheService } from '../../platform/cache/cache.service.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { DeliveryService, type DeliveryOffer } from '../../shop/delivery/delivery.service.js';

/** What is promised now, in a minute it may be a day later. */
interface Promised {
  offers: DeliveryOffer[];
  freeFrom: number | null;
}

const NAME = 'delivery-promise:v1';
const KEEP = { seconds: 60 };

/** What the shop promises beside a price: when things arrive, what delivery costs, how long they may come back. */
@Injectable()
export class Promises {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly cache: CacheService,
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

  private read(): Promise<Promised> {
    return this.cache.getOrLoad<Promised>(NAME, KEEP, async () => {
      const [offers, freeFrom] = await Promise.all([this.delivery.offers(0), this.delivery.freeFrom()]);
      return { offers, freeFrom };
    });
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
