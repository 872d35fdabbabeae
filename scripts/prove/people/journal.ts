import type { Shopper } from '../../rig/shopper.js';
import type { CartJournal } from './cart-journal.js';

/** One walk to the last button of the checkout, and what came of it. */
export interface Attempt {
  who: string;
  checkoutToken: string;
  /** That was shown above the button; minor units. */
  total: number;
  /** Of each variant, what the cart held. */
  lines: { id: number; least: number; most: number }[];
  /** `unknown`: nobody has said. */
  outcome: 'placed' | 'refused' | 'unknown';
  /** The order's page, `/orders/TOKEN`, when it was placed. */
  page: string | null;
  /** Whether the shop can know of the money: on invoice, or confirmed at the provider. */
  isPaid: boolean;
}

/** A cart that somebody left behind or still has, and how to look into it. */
export interface CartRecord {
  who: string;
  cart: CartJournal;
  /** A browser that may look. */
  browser: Shopper;
}

/** What everybody saw who shopped: acknowledged changes, orders, and what was wrong at once. */
export class Journal {
  /** Changes that the shop has acknowledged, by deed. */
  readonly acknowledged = new Map<string, number>();
  readonly attempts: Attempt[] = [];
  /** Of guests who have gone. */
  readonly leftCarts: CartRecord[] = [];
  /** Browsers as they were right before signing out. */
  readonly signedOut: { who: string; browser: Shopper }[] = [];
  /** Differences between what was acknowledged and what was shown later. */
  readonly wrong: string[] = [];
  /** Answers that nobody could have caused, neither a yes nor a 503. */
  readonly odd: string[] = [];
  /** People whose sign-in or sign-out was never answered: nobody knows which cart they have. */
  readonly lost: string[] = [];

  acknowledge(deed: string): void {
    this.acknowledged.set(deed, (this.acknowledged.get(deed) ?? 0) + 1);
  }

  get changes(): number {
    return [...this.acknowledged.values()].reduce((sum, count) => sum + count, 0);
  }
}
