export const orderStates = [
  'pending_payment',
  'authorised',
  'paid',
  'fulfilled',
  'cancelled',
  'refunded',
] as const;
export type OrderState = (typeof orderStates)[number];

export const orderEvents = ['authorise', 'capture', 'fulfil', 'refund', 'cancel'] as const;
export type OrderEvent = (typeof orderEvents)[number];

/** The one table of what may happen to an order. What is not in it does not happen. */
const transitions: Record<OrderState, Partial<Record<OrderEvent, OrderState>>> = {
  pending_payment: { authorise: 'authorised', cancel: 'cancelled' },
  authorised: { capture: 'paid', cancel: 'cancelled' },
  paid: { fulfil: 'fulfilled', refund: 'refunded' },
  fulfilled: { refund: 'refunded' },
  cancelled: {},
  refunded: {},
};

/** The state after `event`, or null when the event is not possible in this state. `refund` means: all of it. */
export const nextState = (from: OrderState, event: OrderEvent): OrderState | null =>
  transitions[from][event] ?? null;

/** What may happen next, in the order of the table. */
export const possibleEvents = (state: OrderState): OrderEvent[] =>
  orderEvents.filter((event) => nextState(state, event) !== null);

/** True while the goods of the order are set aside and have not left the building. */
export const holdsStock = (state: OrderState): boolean =>
  state === 'pending_payment' || state === 'authorised' || state === 'paid';
