export type RowName =
  | 'product-guest'
  | 'product-guest-gzip'
  | 'product-guest-br'
  | 'product-session'
  | 'listing-session'
  | 'home-session'
  | 'product-304'
  | 'cart-add';

interface Ratios {
  /** Requests per second, as a share of the limit's. */
  ofLimit: number;
  /** How many times the textbook's requests per second. */
  ofTextbook: number;
}

interface Target extends Ratios {
  /** What the test asserts today, with room for a busy machine. */
  asserted: Ratios;
  /** Why that is less than the target. */
  why?: string;
}

/** What the shop wants to be, and what is asserted of it. */
export const TARGETS: Record<RowName, Target> = {
  'product-guest': { ofLimit: 0.5, ofTextbook: 5, asserted: { ofLimit: 0.5, ofTextbook: 5 } },
  'product-guest-gzip': { ofLimit: 0.5, ofTextbook: 5, asserted: { ofLimit: 0.5, ofTextbook: 5 } },
  'product-guest-br': { ofLimit: 0.5, ofTextbook: 5, asserted: { ofLimit: 0.5, ofTextbook: 5 } },
  'product-session': { ofLimit: 0.55, ofTextbook: 4, asserted: { ofLimit: 0.55, ofTextbook: 4 } },
  'listing-session': { ofLimit: 0.45, ofTextbook: 3, asserted: { ofLimit: 0.45, ofTextbook: 3 } },
  'home-session': { ofLimit: 0.45, ofTextbook: 3, asserted: { ofLimit: 0.45, ofTextbook: 3 } },
  'product-304': { ofLimit: 0.6, ofTextbook: 9, asserted: { ofLimit: 0.6, ofTextbook: 9 } },
  'cart-add': { ofLimit: 0.6, ofTextbook: 1.3, asserted: { ofLimit: 0.6, ofTextbook: 1.3 } },
};

/** 99 of 100 answers at half the saturation rate: within this, or so many times the limit's, whichever is more. */
export const P99 = { ms: 10, timesLimit: 3 };

/** Of the textbook's time to its first page, the share that the shop's time may be divided by; and of its memory. */
export const PROCESS = { firstPage: 0.7, memory: 1 };
