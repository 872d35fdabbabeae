import type { Millionths, Minor } from '../money/money.js';

/** Which lines are meant. An empty list, or one that is left out, means all; several lists must all fit. */
export interface Scope {
  variants?: readonly number[];
  products?: readonly number[];
  collections?: readonly number[];
}

/** What must be true of cart and shopper. Amounts in minor units, before promotions. */
export type Condition =
  | { kind: 'minimum_amount'; amount: Minor; of: Scope }
  | { kind: 'minimum_quantity'; quantity: number; of: Scope }
  /** Any of these groups. */
  | { kind: 'customer_group'; groups: readonly number[] }
  | { kind: 'first_order' };

/** What is given. */
export type Benefit =
  | { kind: 'percent'; rateMillionths: Millionths; of: Scope }
  /** Once, split over the lines in proportion to what is left to pay for them. */
  | { kind: 'amount'; amount: Minor; of: Scope }
  /** Off each piece. */
  | { kind: 'amount_each'; amount: Minor; of: Scope }
  /** What one piece costs; never dearer than without. */
  | { kind: 'fixed_price'; price: Minor; of: Scope }
  /** For each `buyQuantity` pieces of `of`, `getQuantity` others of `get` are cheaper; the cheapest ones. */
  | {
      kind: 'buy_get';
      buyQuantity: number;
      of: Scope;
      getQuantity: number;
      get: Scope;
      rateMillionths: Millionths;
      /** How often in one order; null for as often as it goes. */
      most: number | null;
    }
  /** Of each `groupOf` pieces the cheapest one costs nothing. */
  | { kind: 'cheapest_free'; groupOf: number; of: Scope }
  | { kind: 'free_shipping' }
  /** So many pieces of a variant cost nothing, once they are in the cart. */
  | { kind: 'gift'; variantId: number; quantity: number };

/**
 * An offer. Promotions in the same lane compete for a line; what lanes take off adds up, lane 1 first, each working on
 * what the ones before have left. One that stands alone is compared with all others together.
 */
export interface Promotion {
  id: number;
  /** As the shopper reads it. */
  title: string;
  /** 1 to 9. */
  lane: number;
  standsAlone: boolean;
  /** By which this shopper has unlocked it; null when it applies by itself. */
  code: string | null;
  conditions: readonly Condition[];
  benefit: Benefit;
}

/** What conditions ask of who is shopping. `isFirstOrder`: true while nobody knows who it is. */
export interface Shopper {
  groups: readonly number[];
  isFirstOrder: boolean;
}

/** The largest discount a rate can be: all of it. */
export const ALL: Millionths = 1_000_000;
