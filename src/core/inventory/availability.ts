/** What is stored of one variant's stock. */
export interface StockLevel {
  variantId: number;
  isCounted: boolean;
  sellsWhenOut: boolean;
  onHand: number;
  /** Promised to orders that have not left yet. */
  reserved: number;
}

/** What can be bought of one variant. */
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

const MOST_PER_LINE = 9999;

/** The level of a variant that has none: nothing to sell. */
export const NO_STOCK = { isCounted: true, sellsWhenOut: false, onHand: 0, reserved: 0 };

export function availabilityOf(level: StockLevel): Availability {
  const { variantId, isCounted, sellsWhenOut, onHand, reserved } = level;
  const available = Math.max(0, onHand - reserved);
  const isUnlimited = !isCounted || sellsWhenOut;
  const orderable = isUnlimited ? MOST_PER_LINE : Math.min(available, MOST_PER_LINE);
  return { variantId, isCounted, sellsWhenOut, available, isAvailable: orderable > 0, orderable };
}
