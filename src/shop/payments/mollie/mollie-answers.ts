import type { Authorisation } from '../gateway.js';

/** What a payment at Mollie means for the order that waits for it. `url`: our page that leads to Mollie's. */
export function answerOf({ id, status }: { id: string; status: string }, url: string): Authorisation {
  switch (status) {
    case 'authorized':
      return { status: 'authorised', reference: id };
    case 'paid':
      return { status: 'authorised', reference: id, isPaid: true };
    case 'open':
      return { status: 'needs_confirmation', url, reference: id };
    case 'failed':
    case 'canceled':
    case 'expired':
      return { status: 'declined', reason: status };
    // `pending`: the bank has not said yet; and whatever Mollie adds one day.
    default:
      return { status: 'unknown' };
  }
}

const CLEAR = [404, 410, 422];

/**
 * True when Mollie has understood and said no. Everything else (no answer, 5xx, a key that was revoked, too many requests,
 * an idempotency key in use) says nothing about what became of the money.
 */
export const isClearNo = (error: unknown): error is { statusCode: number; field?: unknown } =>
  CLEAR.includes((error as { statusCode?: number } | null)?.statusCode ?? 0);

/** Status and the field that Mollie did not like; never the message, which may repeat what was sent. */
export const reasonOf = ({ statusCode, field }: { statusCode: number; field?: unknown }): string =>
  typeof field === 'string' ? `${statusCode} ${field}` : String(statusCode);
