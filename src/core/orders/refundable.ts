import type { Minor } from '../money/money.js';

/** Amounts of one tender, minor units. `refunded` includes what is on its way. */
export interface RefundableTender {
  captured: Minor;
  refunded: Minor;
}

export type RefundCheck = { ok: true; amount: Minor } | { ok: false; refundable: Minor };

/**
 * Whether `amount` (minor units; null for all that is left) may be given back.
 * The sum of all refunds never exceeds what was captured.
 */
export function checkRefund(tender: RefundableTender, amount: Minor | null): RefundCheck {
  const refundable = tender.captured - tender.refunded;
  const wanted = amount ?? refundable;
  if (!Number.isSafeInteger(wanted) || wanted <= 0 || wanted > refundable) return { ok: false, refundable };
  return { ok: true, amount: wanted };
}
