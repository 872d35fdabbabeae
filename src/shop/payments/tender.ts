import { sum, type Minor } from '../../core/money/money.js';

export type TenderStatus =
  'requested' | 'needs_confirmation' | 'authorised' | 'declined' | 'captured' | 'voided';

/** What was asked of the gateway while its answer is not recorded yet. */
export type TenderDeed = 'capture' | 'void';

/** One means of payment on an order. Amounts in minor units; `refunded` includes refunds on their way. */
export interface Tender {
  id: number;
  orderId: number;
  /** Who was asked for the money; `gift_card` or `store_credit` for what the shop had already. */
  gateway: string;
  /** Id of the `PaymentChoice`. */
  choice: string;
  status: TenderStatus;
  deed: TenderDeed | null;
  amount: Minor;
  captured: Minor;
  refunded: Minor;
  /** Part of `refunded`: given as store credit, without the provider. */
  credited: Minor;
  reference: string | null;
  confirmationUrl: string | null;
  /** Of the gift card or store credit; null for a provider. */
  creditAccountId: number | null;
  /** Last signs of a gift card. */
  label: string | null;
}

/** A part of an order that was taken from a gift card or store credit. */
export type CreditTender = Tender & { creditAccountId: number };

/** How an order is paid: each has one tender of a provider, of what `credits` left to pay, which may be nothing. */
export interface OrderTenders {
  tender: Tender;
  credits: CreditTender[];
}

/** All of an order's tenders together: what was taken, and what was or is being given back. */
export const paidWith = ({ tender, credits }: OrderTenders): { captured: Minor; refunded: Minor } => ({
  captured: sum([tender, ...credits].map(({ captured }) => captured)),
  refunded: sum([tender, ...credits].map(({ refunded }) => refunded)),
});

/** What a tender gets of a refund, minor units. */
export interface RefundShare {
  tenderId: number;
  amount: Minor;
}

/** Money on its way back, over all tenders. `tenderId`: of the provider. `doneAt` is null until the gateway has confirmed it. */
export interface Refund {
  id: number;
  orderId: number;
  tenderId: number;
  amount: Minor;
  putsBack: boolean;
  /** The customer's store credit that gets what the provider would have given back, which is not asked; null for most. */
  creditAccountId: number | null;
  requestedAt: Date;
  doneAt: Date | null;
}
