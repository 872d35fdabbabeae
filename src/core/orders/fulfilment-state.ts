/** Where the goods of an order are. `cancelled`: nothing left and nothing will. */
export const fulfilmentStates = [
  'unfulfilled',
  'partially_fulfilled',
  'fulfilled',
  'delivered',
  'partially_returned',
  'returned',
  'cancelled',
] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];

export const fulfilmentEvents = [
  'ship_part',
  'ship_rest',
  'drop_rest',
  'deliver',
  'return_part',
  'return_rest',
] as const;
export type FulfilmentEvent = (typeof fulfilmentEvents)[number];

const BACK = { return_part: 'partially_returned', return_rest: 'returned' } as const;

/**
 * The one table of what may happen to the goods. What is not in it does not happen. `drop_rest`: what has not been sent
 * is not sent any more; so goods that left are never cancelled.
 */
const transitions: Record<FulfilmentState, Partial<Record<FulfilmentEvent, FulfilmentState>>> = {
  unfulfilled: { ship_part: 'partially_fulfilled', ship_rest: 'fulfilled', drop_rest: 'cancelled' },
  partially_fulfilled: { ship_part: 'partially_fulfilled', ship_rest: 'fulfilled', drop_rest: 'fulfilled' },
  fulfilled: { deliver: 'delivered', ...BACK },
  delivered: BACK,
  partially_returned: BACK,
  returned: {},
  cancelled: {},
};

/** The state after `event`, or null when the event is not possible in this state. */
export const nextFulfilment = (from: FulfilmentState, event: FulfilmentEvent): FulfilmentState | null =>
  transitions[from][event] ?? null;

/** True while goods of the order are set aside and have not left the building. */
export const holdsStock = (state: FulfilmentState): boolean =>
  state === 'unfulfilled' || state === 'partially_fulfilled';
