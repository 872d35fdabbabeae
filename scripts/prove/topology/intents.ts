import type { StripeStub } from '../../rig/stripe/stripe-stub.js';
import type { IntentFact } from '../audits/facts.js';

/** What the stand-in for a provider has in its books. */
export const intentsOf = ({ intents }: StripeStub): IntentFact[] =>
  Array.from(intents.all.values(), ({ id, amount, metadata, status }) => ({
    id,
    orderId: Number(metadata['order_number']),
    amount,
    holdsMoney: ['requires_capture', 'succeeded'].includes(status),
  }));
