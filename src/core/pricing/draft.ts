import { sum, type Minor } from '../money/money.js';
import type { Adjustment, LineToPrice, ShippingToPrice } from './pricing.types.js';

/** An amount on its way through the steps. */
export interface Draft {
  readonly subtotal: Minor;
  readonly adjustments: readonly Adjustment[];
}

export interface DraftLine extends Draft {
  readonly line: LineToPrice;
}

export interface DraftDelivery extends Draft {
  readonly shipping: ShippingToPrice;
}

export interface DraftOrder {
  readonly lines: readonly DraftLine[];
  readonly delivery: DraftDelivery | null;
}

export const discountOf = ({ adjustments }: Draft): Minor => sum(adjustments.map(({ amount }) => amount));

/** What is left to pay for it, minor units. */
export const netOf = (draft: Draft): Minor => draft.subtotal - discountOf(draft);
