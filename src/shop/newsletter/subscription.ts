/** Somebody who wants letters, or has asked for them. */
export interface Subscription {
  id: number;
  email: string;
  /** Of the links to confirm and to leave. */
  token: string;
  /** What was agreed to, as it was shown. */
  wording: string;
  /** Null for the shop's own. */
  language: string | null;
  /** Which mail to confirm it is the last one, counted from 1. */
  asks: number;
  askedAt: Date;
  /** Null: nobody is written to. */
  confirmedAt: Date | null;
}

/** What an account shows: nothing asked for, a mail to confirm is on its way, or letters are wanted. */
export type NewsletterState = 'none' | 'asked' | 'confirmed';
