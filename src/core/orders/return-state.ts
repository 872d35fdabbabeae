/** Where goods on their way back are. */
export const returnStates = ['requested', 'approved', 'received', 'refunded', 'refused'] as const;
export type ReturnState = (typeof returnStates)[number];

export const returnEvents = ['approve', 'receive', 'refund', 'refuse'] as const;
export type ReturnEvent = (typeof returnEvents)[number];

/** The one table of returns. Goods that nobody agreed to may arrive too: they are received all the same. */
const transitions: Record<ReturnState, Partial<Record<ReturnEvent, ReturnState>>> = {
  requested: { approve: 'approved', receive: 'received', refuse: 'refused' },
  approved: { receive: 'received', refuse: 'refused' },
  received: { refund: 'refunded' },
  refunded: {},
  refused: {},
};

export const nextReturn = (from: ReturnState, event: ReturnEvent): ReturnState | null =>
  transitions[from][event] ?? null;

/** An order has one return at most that is open. */
export const isOpenReturn = (state: ReturnState): boolean => state === 'requested' || state === 'approved';

/** Why goods come back. */
export const returnReasons = [
  'too_small',
  'too_large',
  'not_as_shown',
  'damaged',
  'wrong_item',
  'changed_mind',
] as const;
export type ReturnReason = (typeof returnReasons)[number];
