import type Stripe from 'stripe';
import type { StripeEventBody } from './read-stripe-event.js';

/** How far the time of a signature may be from ours, both ways. Source: docs.stripe.com/webhooks, "replay attacks". */
const TOLERANCE_SECONDS = 300;

/**
 * The event in `body`, or null when it is not from Stripe: signature of other bytes or another secret, or a time that is
 * too far away. The library compares in constant time and looks only at the past; a time in the future would let a
 * signature live longer, so it is refused here.
 */
export function verifyStripeEvent(
  stripe: Stripe,
  body: Buffer,
  header: string,
  secret: string,
): StripeEventBody | null {
  try {
    const event: unknown = stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_SECONDS);
    return isTooEarly(header) || !isEvent(event) ? null : event;
  } catch {
    return null;
  }
}

function isTooEarly(header: string): boolean {
  const latest = Date.now() / 1000 + TOLERANCE_SECONDS;
  const times = header.split(',').filter((part) => part.startsWith('t='));
  return times.some((part) => !(Number(part.slice(2)) <= latest));
}

/** Our own secret signed it; still, what is stored must have an id that fits its column. */
function isEvent(value: unknown): value is StripeEventBody {
  const { id, type, data } = (value ?? {}) as Partial<StripeEventBody>;
  const isNamed = typeof id === 'string' && /^\w{1,191}$/.test(id) && typeof type === 'string';
  return isNamed && typeof data?.object === 'object' && data.object !== null;
}
