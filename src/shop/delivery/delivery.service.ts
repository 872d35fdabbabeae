import { Inject, Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { DeliveryRepository, type DeliveryMethod } from './delivery.repository.js';
import { addWorkingDays, calendarDay, type CalendarDay } from './working-days.js';

/** A delivery method at its price for one cart. `price` in minor units; `from` and `to` are the days it would arrive. */
export interface DeliveryOffer {
  id: string;
  price: Minor;
  from: CalendarDay;
  to: CalendarDay;
}

export interface Destination {
  /** ISO 3166 code, two capital letters. */
  country: string;
  taxRateBasisPoints: number;
}

/** Where the shop delivers, what tax is due there, how goods get there, for how much and when. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly repository: DeliveryRepository,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  destinations(): Promise<Destination[]> {
    return this.repository.findDestinations();
  }

  /** Null: the shop does not deliver there. */
  destination(country: string): Promise<Destination | null> {
    return this.repository.findDestination(country);
  }

  /** Cheapest first. `subtotal` (minor units) decides what is free. */
  async offers(subtotal: Minor): Promise<DeliveryOffer[]> {
    const today = calendarDay(this.clock.now(), this.env.SHOP_TIME_ZONE);
    const methods = await this.repository.findMethods();
    const offers = methods.map((method) => ({
      id: method.id,
      price: priceOf(method, subtotal),
      from: addWorkingDays(today, method.daysMin),
      to: addWorkingDays(today, method.daysMax),
    }));
    return offers.toSorted((a, b) => a.price - b.price);
  }

  /** Subtotal (minor units) from which a delivery method costs nothing; null when none ever does. */
  async freeFrom(): Promise<Minor | null> {
    const limits = (await this.repository.findMethods()).map((method) => method.freeFrom);
    const known = limits.filter((limit) => limit !== null);
    return known.length === 0 ? null : Math.min(...known);
  }
}

const priceOf = (method: DeliveryMethod, subtotal: Minor): Minor =>
  method.freeFrom !== null && subtotal >= method.freeFrom ? 0 : method.price;
