import { sum, type Minor } from '../../core/money/money.js';
import type { TaxPart } from '../../core/pricing/pricing.types.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';

/** The taxes of an order, line by line and on its delivery. */
export interface OrderTaxes {
  parts: readonly TaxPart[];
  /** Prices contain them: they are named after the total and not added. */
  areIncluded: boolean;
  isReverseCharge: boolean;
}

interface TaxRow {
  label: string;
  amount: string;
}

const PERCENT = 10_000;

/** One row for each tax by its name and rate. Taxes of 0 % are named when there is no other. */
export function taxRows(
  { parts, areIncluded, isReverseCharge }: OrderTaxes,
  { t }: Messages,
  { money }: Formatters,
): TaxRow[] {
  if (isReverseCharge) return [{ label: t('checkout.totals.reverse_charge'), amount: money(0) }];
  const key = areIncluded ? 'checkout.totals.tax_included' : 'checkout.totals.tax_named';
  const rows = taxSums(parts).map(({ name, rateMillionths, amount }) => ({
    label: t(key, { name, rate: String(rateMillionths / PERCENT) }),
    amount: money(amount),
  }));
  return rows.length > 0 || areIncluded ? rows : [{ label: t('checkout.totals.tax'), amount: money(0) }];
}

/** What each tax comes to, minor units, in the order in which they are first named. */
export function taxSums(
  parts: readonly TaxPart[],
): { name: string; rateMillionths: number; amount: Minor }[] {
  const due = parts.some(({ rateMillionths }) => rateMillionths > 0)
    ? parts.filter(({ rateMillionths }) => rateMillionths > 0)
    : parts;
  const byTax = Map.groupBy(due, ({ name, rateMillionths }) => `${rateMillionths} ${name}`);
  return [...byTax.values()].map((same) => ({
    name: same[0]!.name,
    rateMillionths: same[0]!.rateMillionths,
    amount: sum(same.map(({ amount }) => amount)),
  }));
}

/** The sentence that an invoice without tax needs; null for all others. */
export const taxNote = ({ isReverseCharge }: { isReverseCharge: boolean }, { t }: Messages): string | null =>
  isReverseCharge ? t('orders.reverse_charge') : null;
