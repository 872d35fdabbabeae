export type { Availability } from '../../core/inventory/availability.js';

export interface StockLevelInput {
  variantId: number;
  isCounted: boolean;
  sellsWhenOut: boolean;
  onHand: number;
}

export interface StockLine {
  variantId: number;
  quantity: number;
}

export type ReserveOutcome = { ok: true } | { ok: false; variantId: number; available: number };
