import { Inject, Injectable } from '@nestjs/common';
import { convertRules } from '../../core/delivery/convert-rules.js';
import type { DeliveryRules, Parcel } from '../../core/delivery/delivery-rules.js';
import { offersFor, type DeliveryOffer } from '../../core/delivery/offers.js';
import { promisesEnd } from '../../core/delivery/promise.js';
import type { Convert } from '../../core/pricing/convert.js';
import type { Destination } from '../../core/places/place.js';
import { Clock } from '../../platform/clock/clock.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { DeliveryRepository } from './delivery.repository.js';

export type { DeliveryOffer } from '../../core/delivery/offers.js';
export type { DeliveryRules, Parcel } from '../../core/delivery/delivery-rules.js';

/** Where the shop delivers, how goods get there, for how much and when. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly repository: DeliveryRepository,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Codes of the countries the shop delivers to. */
  countries(): Promise<string[]> {
    return this.repository.findCountries();
  }

  /**
   * From MySQL, now. Those that are sent come first, the cheapest of them ahead; empty: nothing of ours goes there. With
   * `convert` the parcel's amount is in the currency of a price list, and so are prices.
   */
  async offers(
    destination: Destination,
    parcel: Parcel,
    convert: Convert | null = null,
  ): Promise<DeliveryOffer[]> {
    return this.offersBy(await this.repository.findRules(destination), destination, parcel, convert);
  }

  /** All that offers are worked out from, for who keeps it. */
  rules(): Promise<DeliveryRules> {
    return this.repository.findAllRules();
  }

  /** `offers` by rules that were read before, if ordered now. */
  offersBy(
    rules: DeliveryRules,
    destination: Destination,
    parcel: Parcel,
    convert: Convert | null = null,
  ): DeliveryOffer[] {
    return offersFor(convert ? convertRules(rules, convert) : rules, destination, parcel, this.now());
  }

  /** Until when what `offersBy` says by these rules stays as it is. */
  promisesEnd(rules: DeliveryRules): Date {
    const { now, timeZone } = this.now();
    return promisesEnd(rules, now, timeZone);
  }

  private now() {
    return { now: this.clock.now(), timeZone: this.env.SHOP_TIME_ZONE };
  }
}
