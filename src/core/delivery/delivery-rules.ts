import type { Minor } from '../money/money.js';
import type { Address } from '../orders/address.js';
import type { Place } from '../places/place.js';
import type { CalendarDay } from '../calendar/calendar.js';

/** What has to be sent: grams of what needs sending, and what the goods cost, in minor units. */
export interface Parcel {
  grams: number;
  amount: Minor;
}

/** From `from` on (grams, or minor units of the goods) up to the next band. */
export interface Band {
  from: number;
  price: Minor;
}

/** Prices in minor units. */
export type Rate = { by: 'flat'; price: Minor } | { by: 'weight' | 'amount'; bands: readonly Band[] };

/** How long things take before they leave. */
export interface Handling {
  /** Minutes after midnight in the shop: who orders later, orders on the next working day. */
  cutOffMinutes: number;
  /** Working days from the order to the door of the shop. */
  handlingDays: number;
}

/** One method as it is in one zone. */
export interface ZoneMethod extends Handling {
  id: string;
  rate: Rate;
  /** Amount of the goods from which it costs nothing; null: never. */
  freeFrom: Minor | null;
  /** Heavier parcels do not go this way; null: all do. */
  maxGrams: number | null;
  /** Working days on the way. */
  daysMin: number;
  daysMax: number;
}

/** One place of a zone. No methods: nothing is sent there. */
export interface DeliveryZone {
  name: string;
  place: Place;
  methods: readonly ZoneMethod[];
}

/** Where the shop hands out goods, to who lives in the same country and region. */
export interface PickupPlace extends Handling {
  id: string;
  name: string;
  address: Address;
  hours: string;
}

export interface DeliveryRules {
  zones: readonly DeliveryZone[];
  pickups: readonly PickupPlace[];
  holidays: readonly CalendarDay[];
}
