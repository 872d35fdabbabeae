import type { Minor } from '../money/money.js';
import type { Parcel, Rate, ZoneMethod } from './delivery-rules.js';

/** What a method costs for a parcel, minor units; null when the parcel cannot go that way. */
export function priceOf({ rate, freeFrom, maxGrams }: ZoneMethod, parcel: Parcel): Minor | null {
  if (maxGrams !== null && parcel.grams > maxGrams) return null;
  const price = ratePrice(rate, parcel);
  return price !== null && freeFrom !== null && parcel.amount >= freeFrom ? 0 : price;
}

/** The last band that begins at or below; null below the first one. */
function ratePrice(rate: Rate, { grams, amount }: Parcel): Minor | null {
  if (rate.by === 'flat') return rate.price;
  const measure = rate.by === 'weight' ? grams : amount;
  const reached = rate.bands.filter(({ from }) => from <= measure).toSorted((a, b) => a.from - b.from);
  return reached.at(-1)?.price ?? null;
}
