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

/** Begins the reason where figures swing with what else the machine does. */
const UNQUIET = 'from run to run';
const LATER = `${UNQUIET} 0.32 to 0.53 of the limit; docs/decisions/0025-speed-targets.md`;

/** What the shop wants to be, and what is asserted of it. */
export const TARGETS: Record<RowName, Target> = {
  'product-guest': {
    ofLimit: 0.5,
    ofTextbook: 5,
    asserted: { ofLimit: 0.4, ofTextbook: 2.5 },
    why: `${UNQUIET} 0.47 to 0.68 of the limit and 6.6 to 8.5 times the textbook`,
  },
  'product-guest-gzip': {
    ofLimit: 0.5,
    ofTextbook: 5,
    asserted: { ofLimit: 0.35, ofTextbook: 5 },
    why: `${UNQUIET} 0.36 to 0.69 of the limit`,
  },
  'product-guest-br': {
    ofLimit: 0.5,
    ofTextbook: 5,
    asserted: { ofLimit: 0.2, ofTextbook: 4 },
    why: `${UNQUIET} 0.49 to 0.73 of the limit on a quiet machine, 0.25 on a busy one`,
  },
  'product-session': {
    ofLimit: 0.55,
    ofTextbook: 4,
    asserted: { ofLimit: 0.22, ofTextbook: 2 },
    why: LATER,
  },
  'listing-session': {
    ofLimit: 0.45,
    ofTextbook: 3,
    asserted: { ofLimit: 0.2, ofTextbook: 2.5 },
    why: LATER,
  },
  'home-session': { ofLimit: 0.45, ofTextbook: 3, asserted: { ofLimit: 0.2, ofTextbook: 2 }, why: LATER },
  'product-304': {
    ofLimit: 0.6,
    ofTextbook: 9,
    asserted: { ofLimit: 0.4, ofTextbook: 5 },
    why: `${UNQUIET} 0.42 to 0.64 of the limit and 8 to 10.6 times the textbook`,
  },
  'cart-add': {
    ofLimit: 0.6,
    ofTextbook: 1.3,
    asserted: { ofLimit: 0.1, ofTextbook: 0.9 },
    why: `${UNQUIET} 0.14 to 0.27 of the limit and 0.9 to 1.5 times the textbook; docs/decisions/0024-adds-ahead-of-express.md`,
  },
};

/**
 * 99 of 100 answers at half the saturation rate: within this, or so many times the limit's, whichever is more. Reported, not
 * asserted.
 */
export const P99 = { ms: 10, timesLimit: 3 };

/** The shop's first page within the textbook's time divided by the one, its memory within the textbook's times the other. */
export const PROCESS = {
  firstPage: 0.7,
  memory: 1,
  /** What the test asserts: it starts each once only, and the memory of both swings by a fifth. */
  asserted: { firstPage: 0.5, memory: 1.35 },
};
