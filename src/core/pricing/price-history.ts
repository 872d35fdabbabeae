import { addDays, calendarDay, momentOf } from '../calendar/calendar.js';
import type { Minor } from '../money/money.js';
import type { VariantPrice } from './list-prices.js';

/** What something cost from a moment on (milliseconds since 1970), until the next change. Null: it could not be bought from then on. */
export interface PriceChange {
  at: number;
  price: VariantPrice | null;
}

/** `since`: milliseconds since 1970 when less than 30 days are known, else null. */
export interface LowestPrice {
  price: Minor;
  since: number | null;
}

const DAYS = 30;

type Priced = PriceChange & { price: VariantPrice };

export const isReduced = ({ price, compareAtPrice }: VariantPrice): boolean =>
  compareAtPrice !== null && compareAtPrice > price;

/**
 * The lowest price of the 30 days before the present reduction was announced, from all changes so far, oldest first. Days are those
 * of `timeZone`, and the first of them counts from its midnight. It stays the same for as long as the reduction lasts. Where less than
 * 30 days are known it is the lowest since then; where nothing is known of before, also of the reduction itself. Null while nothing
 * is reduced, or when the last change is not `now`: then somebody has changed a price unseen.
 * Source: docs/decisions/0052-unit-price-and-lowest-price.md.
 */
export function lowestBefore(
  changes: readonly PriceChange[],
  now: VariantPrice,
  timeZone: string,
): LowestPrice | null {
  const last = changes.at(-1)?.price;
  if (!isReduced(now) || !last || !isSame(last, now)) return null;
  const known = sinceLastGap(changes);
  const start = startOfReduction(known);
  const announced = known[start]!.at;
  const from = thirtyDaysBefore(announced, timeZone);
  const counted = known.slice(0, start).filter((_, nth) => known[nth + 1]!.at > from);
  const first = known[0]!.at;
  const prices = (counted.length > 0 ? counted : known).map(({ price }) => price.price);
  return { price: Math.min(...prices), since: first <= from ? null : first };
}

/** A further reduction, by the price or by what it is compared with, goes on with the one before; a price that rises ends it. */
function startOfReduction(known: readonly Priced[]): number {
  let start = known.length - 1;
  while (start > 0 && isContinued(known[start - 1]!.price, known[start]!.price)) start -= 1;
  return start;
}

const isContinued = (before: VariantPrice, after: VariantPrice): boolean =>
  isReduced(before) && after.price <= before.price && after.compareAtPrice! <= before.compareAtPrice!;

/** What was not to be had for a while begins anew. */
function sinceLastGap(changes: readonly PriceChange[]): Priced[] {
  const gap = changes.findLastIndex(({ price }) => price === null);
  return changes.slice(gap + 1) as Priced[];
}

const thirtyDaysBefore = (moment: number, timeZone: string): number =>
  momentOf({ day: addDays(calendarDay(new Date(moment), timeZone), -DAYS), minutes: 0 }, timeZone).getTime();

const isSame = (a: VariantPrice, b: VariantPrice): boolean =>
  a.price === b.price && a.compareAtPrice === b.compareAtPrice;
