import { possibleEvents, type OrderEvent, type OrderStates } from './order-event.js';

/** An order in one word. */
export const orderStates = [
  'pending_payment',
  'authorised',
  'paid',
  'partially_fulfilled',
  'fulfilled',
  'delivered',
  'partially_returned',
  'returned',
  'cancelled',
  'refunded',
] as const;
export type OrderState = (typeof orderStates)[number];

/** The word for two states: the end of the money first, then where the goods are. */
export function orderState({ payment, fulfilment }: OrderStates): OrderState {
  if (payment === 'voided') return 'cancelled';
  if (payment === 'refunded') return 'refunded';
  if (payment === 'pending') return 'pending_payment';
  if (payment === 'authorised') return 'authorised';
  return fulfilment === 'unfulfilled' || fulfilment === 'cancelled' ? 'paid' : fulfilment;
}

/** An order behind each word; all of one word allow the same. */
const EXAMPLE: Record<OrderState, OrderStates> = {
  pending_payment: { payment: 'pending', fulfilment: 'unfulfilled' },
  authorised: { payment: 'authorised', fulfilment: 'unfulfilled' },
  paid: { payment: 'paid', fulfilment: 'unfulfilled' },
  partially_fulfilled: { payment: 'paid', fulfilment: 'partially_fulfilled' },
  fulfilled: { payment: 'paid', fulfilment: 'fulfilled' },
  delivered: { payment: 'paid', fulfilment: 'delivered' },
  partially_returned: { payment: 'paid', fulfilment: 'partially_returned' },
  returned: { payment: 'paid', fulfilment: 'returned' },
  cancelled: { payment: 'voided', fulfilment: 'cancelled' },
  refunded: { payment: 'refunded', fulfilment: 'cancelled' },
};

/** What may happen to an order of this word. */
export const eventsOf = (state: OrderState): OrderEvent[] => possibleEvents(EXAMPLE[state]);

/** The words that versions know which have only one column for all of it. */
export const firstOrderStates = [
  'pending_payment',
  'authorised',
  'paid',
  'fulfilled',
  'cancelled',
  'refunded',
] as const;
export type FirstOrderState = (typeof firstOrderStates)[number];

/** What those versions read: an order of which a part left counts as sent, so that they do not send it once more. */
export function firstOrderState(states: OrderStates): FirstOrderState {
  const state = orderState(states);
  return firstOrderStates.find((word) => word === state) ?? 'fulfilled';
}

/**
 * The states of a row that an older version may have changed meanwhile: when the old word is not what the new columns
 * say (or they are empty), the old word is the newer one. `isOutdated`: the columns have to be written.
 */
export function readStates(
  word: FirstOrderState,
  stored: { payment: OrderStates['payment'] | null; fulfilment: OrderStates['fulfilment'] | null },
): { states: OrderStates; isOutdated: boolean } {
  const { payment, fulfilment } = stored;
  if (payment !== null && fulfilment !== null && firstOrderState({ payment, fulfilment }) === word)
    return { states: { payment, fulfilment }, isOutdated: false };
  const wasSent = fulfilment !== null && fulfilment !== 'unfulfilled' && fulfilment !== 'cancelled';
  const meant = EXAMPLE[word];
  return { states: word === 'refunded' && wasSent ? { ...meant, fulfilment } : meant, isOutdated: true };
}
