export interface Availability {
  variantId: number;
  isCounted: boolean;
  sellsWhenOut: boolean;
  /** On hand minus reserved, never below 0. */
  available: number;
  isAvailable: boolean;
  /** Highest quantity one may order; 9999 when stock is not counted or sells when out. */
  orderable: number;
}

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
