import type { Minor } from '../money/money.js';
import { mostSpecific, type Destination } from '../places/place.js';
import { regionCode } from '../places/region-code.js';
import { addWorkingDays, localTime, type CalendarDay, type LocalTime } from '../calendar/calendar.js';
import type { DeliveryRules, Parcel, PickupPlace, ZoneMethod } from './delivery-rules.js';
import { readyDay } from './promise.js';
import { priceOf } from './rate.js';

/** A way to get one parcel to one address. `from` and `to` are the days it would arrive, or be ready to be picked up. */
export interface DeliveryOffer {
  /** Id of the method; `pickup-` and the id of the place. */
  id: string;
  /** Minor units. */
  price: Minor;
  from: CalendarDay;
  to: CalendarDay;
  /** Where to pick it up; null when it is sent. */
  pickup: PickupPlace | null;
}

/**
 * What is offered for a parcel to a destination, if ordered `now`: the methods of its most specific zone, cheapest first, then places
 * to pick it up. Nobody is sent to a counter because it is cheaper: that is for them to choose.
 */
export function offersFor(
  rules: DeliveryRules,
  destination: Destination,
  parcel: Parcel,
  { now, timeZone }: { now: Date; timeZone: string },
): DeliveryOffer[] {
  const time = localTime(now, timeZone);
  const holidays = new Set(rules.holidays);
  const zone = mostSpecific(rules.zones, destination);
  const sent = (zone?.methods ?? []).flatMap((method) => sentBy(method, parcel, time, holidays));
  const near = rules.pickups.filter((pickup) => isNear(pickup, destination));
  return [
    ...sent.toSorted((a, b) => a.price - b.price || (a.to < b.to ? -1 : 1)),
    ...near.map((pickup) => pickedUpAt(pickup, time, holidays)),
  ];
}

function sentBy(
  method: ZoneMethod,
  parcel: Parcel,
  time: LocalTime,
  holidays: ReadonlySet<CalendarDay>,
): DeliveryOffer[] {
  const price = priceOf(method, parcel);
  if (price === null) return [];
  const leaves = readyDay(method, time, holidays);
  const [from, to] = [method.daysMin, method.daysMax].map((days) => addWorkingDays(leaves, days, holidays));
  return [{ id: method.id, price, from: from!, to: to!, pickup: null }];
}

function pickedUpAt(pickup: PickupPlace, time: LocalTime, holidays: ReadonlySet<CalendarDay>): DeliveryOffer {
  const day = readyDay(pickup, time, holidays);
  return { id: `pickup-${pickup.id}`, price: 0, from: day, to: day, pickup };
}

/** Amount of the goods from which a way of sending costs nothing there, minor units; null when none ever does. */
export function freeFrom(rules: DeliveryRules, destination: Destination): Minor | null {
  const methods = mostSpecific(rules.zones, destination)?.methods ?? [];
  const known = methods.flatMap(({ freeFrom: limit }) => (limit === null ? [] : [limit]));
  return known.length === 0 ? null : Math.min(...known);
}

const isNear = ({ address }: PickupPlace, destination: Destination): boolean =>
  address.country === destination.country && regionCode(address) === regionCode(destination);
