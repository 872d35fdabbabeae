import type { Attempt } from '../people/journal.js';

export interface OrderFact {
  id: number;
  checkoutToken: string;
  token: string;
  state: string;
  gateway: string;
  total: number;
}

export interface OrderLineFact {
  orderId: number;
  variantId: number;
  quantity: number;
}

export interface StockFact {
  variantId: number;
  onHand: number;
  reserved: number;
}

/** What the provider of payments has in its books. */
export interface IntentFact {
  id: string;
  orderId: number;
  amount: number;
  /** Money is set aside or taken. */
  holdsMoney: boolean;
}

export interface MailFact {
  messageId: string;
  subject: string;
}

/** All that is there after a run, as the stores say it, beside what people wrote down. */
export interface Facts {
  attempts: readonly Attempt[];
  /** Changes that people saw acknowledged. */
  acknowledged: number;
  /** What was wrong with carts and sign-ins when people looked, during the run and at its end, on every instance. */
  cartsWrong: readonly string[];
  /** Carts that were looked at in the end, once for each instance. */
  cartsSeen: number;
  /** Who is still signed in after signing out. */
  stillSignedIn: readonly string[];
  signedOut: number;
  orders: readonly OrderFact[];
  orderLines: readonly OrderLineFact[];
  /** Variants whose stock is counted. */
  stock: readonly StockFact[];
  /** What there was of each at the start. */
  stockBefore: ReadonlyMap<number, number>;
  /** Rows that the books must not have, by what is wrong with them. */
  wrongRows: Readonly<Record<string, readonly unknown[]>>;
  intents: readonly IntentFact[];
  mails: readonly MailFact[];
  /** Rows of the outbox that are not done. */
  outboxOpen: readonly string[];
  /** Events of the provider that the shop has not taken. */
  eventsWaiting: number;
  /** Keys of the session Redis that live for ever, and how many it evicted. */
  keysWithoutLife: readonly string[];
  evicted: number;
  /** Answers that nobody expected. */
  odd: readonly string[];
  /** People of whom nobody knows whether they are signed in. */
  lost: readonly string[];
  /** Why faults did not come to their end: something was not well again in time. */
  faultsFailed: readonly string[];
  /** Processes that have ended by themselves, or said that a promise was rejected and nobody cared. */
  processTrouble: readonly string[];
}
