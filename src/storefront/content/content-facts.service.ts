import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../platform/config/env.js';
import type { Values } from '../../platform/content/places.js';
import { KEPT_DAYS } from '../../platform/outbox/outbox-relay.js';
import { Messages } from '../../platform/views/messages.js';
import { ABANDONED_DAYS } from '../../shop/checkout/checkout.service.js';
import { countriesByName, countryName } from '../../shop/orders/country-words.js';
import { CONFIRM_WITHIN_DAYS } from '../../shop/newsletter/newsletter.service.js';
import { FORGET_AFTER_DAYS } from '../../shop/stock-alerts/stock-alerts.service.js';
import { DeliveryBook } from '../delivery/delivery-book.service.js';
import { Promises } from '../page/promises.service.js';
import type { Prices } from '../prices/visitor-prices.service.js';

/** What stays as it is while the shop runs: a text that is made of these only is the same for everybody. */
export const FIXED_PLACES = ['shop_name', 'shop_address', 'email'] as const;

/** All that `{{places}}` in `content/` may name. */
export const CONTENT_PLACES = [
  ...FIXED_PLACES,
  'home_country',
  'countries',
  'delivery',
  'delivery_free',
  'alert_days',
  'newsletter_days',
  'checkout_days',
  'mail_days',
] as const;

/** What the shop's texts say of delivery, money and days, from where it is decided: no number is typed twice. */
@Injectable()
export class ContentFacts {
  constructor(
    private readonly book: DeliveryBook,
    private readonly promises: Promises,
    private readonly messages: Messages,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Amounts are those that a visitor with these prices sees. */
  async all(prices: Prices): Promise<Record<(typeof CONTENT_PLACES)[number], Values[string]>> {
    const { offers, free } = await this.promises.texts(prices);
    const codes = await this.book.countries();
    const countries = countriesByName(codes);
    return {
      ...this.fixed(),
      home_country: countryName(this.book.home.country),
      countries: new Intl.ListFormat(this.messages.language).format(countries.map(({ name }) => name)),
      delivery: offers,
      delivery_free: free ?? '',
      alert_days: String(FORGET_AFTER_DAYS),
      newsletter_days: String(CONFIRM_WITHIN_DAYS),
      checkout_days: String(ABANDONED_DAYS),
      mail_days: String(KEPT_DAYS),
    };
  }

  fixed(): Record<(typeof FIXED_PLACES)[number], string> {
    const { t } = this.messages;
    return {
      shop_name: t('common.shop_name'),
      shop_address: t('documents.seller'),
      email: this.env.contactEmail,
    };
  }
}
