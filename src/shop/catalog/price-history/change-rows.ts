import type { ListChange } from '../../../core/pricing/list-history.js';
import type { PriceChange } from '../../../core/pricing/price-history.js';

/** Stands for the prices of the variants themselves, which are in no list. */
export const OWN = '';

/** A row of `price_changes`; `changed_at` as text where it comes out of JSON. */
export interface ChangeRow {
  id: number;
  variant_id: number;
  currency: string;
  price: number | null;
  compare_at_price: number | null;
  changed_at: Date | string;
}

export interface ListChangeRow {
  id: number;
  currency: string;
  rate: string | null;
  rounds_to: number | null;
  changed_at: Date;
}

/** Oldest first. */
export const toChanges = (rows: readonly ChangeRow[]): PriceChange[] =>
  inOrder(rows).map(({ at, row: { price, compare_at_price } }) => ({
    at,
    price: price === null ? null : { price, compareAtPrice: compare_at_price },
  }));

/** Oldest first. */
export const toListChanges = (rows: readonly ListChangeRow[]): ListChange[] =>
  inOrder(rows).map(({ at, row: { currency, rate, rounds_to } }) => ({
    at,
    list: rate === null || rounds_to === null ? null : { currency, rate, roundsTo: rounds_to },
  }));

const inOrder = <T extends { id: number; changed_at: Date | string }>(rows: readonly T[]) =>
  rows
    .map((row) => ({ row, at: new Date(row.changed_at).getTime() }))
    .toSorted((a, b) => a.at - b.at || a.row.id - b.row.id);
