import { Inject, Injectable } from '@nestjs/common';
import { freeFrom } from '../../core/delivery/offers.js';
import type { Convert } from '../../core/pricing/convert.js';
import type { Destination } from '../../core/places/place.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { noteEnd } from '../../platform/request/request-stats.js';
import {
  DeliveryService,
  type DeliveryOffer,
  type DeliveryRules,
  type Parcel,
} from '../../shop/delivery/delivery.service.js';

const NAME = 'delivery-rules:v1';
const KEEP = { seconds: 60 };

/**
 * What pages say of delivery, by rules that are asked for once a minute and not for each page. Orders never ask here. With
 * `convert` amounts are in the currency of a price list.
 */
@Injectable()
export class DeliveryBook {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly cache: CacheService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Codes of the countries the shop delivers to. */
  async countries(): Promise<string[]> {
    const { zones } = await this.rules();
    const served = zones.filter(({ methods }) => methods.length > 0).map(({ place }) => place.country);
    return [...new Set(served)];
  }

  /** If ordered now. A page that says so is good until it may have become another day. */
  async offers(destination: Destination, parcel: Parcel, convert: Convert | null): Promise<DeliveryOffer[]> {
    const rules = await this.rules();
    noteEnd(this.delivery.promisesEnd(rules));
    return this.delivery.offersBy(rules, destination, parcel, convert);
  }

  /** Where most parcels go. */
  get home(): Destination {
    return { country: this.env.SHOP_COUNTRY, region: '', postcode: '' };
  }

  /** Amount of goods (minor units) from which something is delivered for nothing at home; null when nothing is. */
  async freeFrom(convert: Convert | null): Promise<number | null> {
    const amount = freeFrom(await this.rules(), this.home);
    return amount !== null && convert ? convert(amount) : amount;
  }

  /** Without days: those are worked out from the clock, so that no old day is ever kept. */
  private rules(): Promise<DeliveryRules> {
    return this.cache.getOrLoad<DeliveryRules>(NAME, KEEP, () => this.delivery.rules());
  }
}
