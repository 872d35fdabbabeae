/** Where the money of an order is. */
export const paymentStates = [
  'pending',
  'authorised',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
] as const;
export type PaymentState = (typeof paymentStates)[number];

export const paymentEvents = ['authorise', 'capture', 'refund_part', 'refund_rest', 'void'] as const;
export type PaymentEvent = (typeof paymentEvents)[number];

/** The one table of what may happen to the money. What is not in it does not happen. */
const transitions: Record<PaymentState, Partial<Record<PaymentEvent, PaymentState>>> = {
  pending: { authorise: 'authorised', void: 'voided' },
  authorised: { capture: 'paid', void: 'voided' },
  paid: { refund_part: 'partially_refunded', refund_rest: 'refunded' },
  partially_refunded: { refund_part: 'partially_refunded', refund_rest: 'refunded' },
  refunded: {},
  voided: {},
};

/** The state after `event`, or null when the event is not possible in this state. */
export const nextPayment = (from: PaymentState, event: PaymentEvent): PaymentState | null =>
  transitions[from][event] ?? null;

/** True while money of the shopper is in the shop. */
export const isPaid = (state: PaymentState): boolean => state === 'paid' || state === 'partially_refunded';
