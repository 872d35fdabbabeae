import type { Minor } from '../../core/money/money.js';

export type TenderStatus =
  'requested' | 'needs_confirmation' | 'authorised' | 'declined' | 'captured' | 'voided';

/** What was asked of the gateway while its answer is not recorded yet. */
export type TenderDeed = 'capture' | 'void';

/** One means of payment on an order. Amounts in minor units; `refunded` includes refunds on their way. */
export interface Tender {
  id: number;
  orderId: number;
  gateway: string;
  /** Id of the `PaymentChoice`. */
  choice: string;
  status: TenderStatus;
  deed: TenderDeed | null;
  amount: Minor;
  captured: Minor;
  refunded: Minor;
  reference: string | null;
  confirmationUrl: string | null;
}

/** Money on its way back. `doneAt` is null until the gateway has confirmed it. */
export interface Refund {
  id: number;
  orderId: number;
  tenderId: number;
  amount: Minor;
  putsBack: boolean;
  requestedAt: Date;
  doneAt: Date | null;
}
