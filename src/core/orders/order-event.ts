import { nextFulfilment, type FulfilmentEvent, type FulfilmentState } from './fulfilment-state.js';
import { isPaid, nextPayment, type PaymentEvent, type PaymentState } from './payment-state.js';

/** An order is in one state of each table. */
export interface OrderStates {
  payment: PaymentState;
  fulfilment: FulfilmentState;
}

/** What happens to an order. `refund`, `fulfil` and `return` mean: all that is left of it. */
export const orderEvents = [
  'authorise',
  'capture',
  'part_fulfil',
  'fulfil',
  'deliver',
  'part_return',
  'return',
  'part_refund',
  'refund',
  'cancel',
  'edit',
  'take_out',
  'take_out_rest',
  'ask_return',
  'approve_return',
  'refuse_return',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

interface Rule {
  payment?: PaymentEvent;
  fulfilment?: FulfilmentEvent;
  /** Goods move only while the shop has the shopper's money. */
  isForPaid?: true;
  /** What was not sent yet is dropped. */
  dropsRest?: true;
  /** Where the goods have to be. */
  whileGoods?: readonly FulfilmentState[];
  /** Not before the shopper's payment is agreed. */
  isForAgreed?: true;
}

const BACK = ['fulfilled', 'delivered', 'partially_returned'] as const;

/** What each event does to the two tables, and when it may. */
const rules: Record<OrderEvent, Rule> = {
  authorise: { payment: 'authorise' },
  capture: { payment: 'capture' },
  part_fulfil: { fulfilment: 'ship_part', isForPaid: true },
  fulfil: { fulfilment: 'ship_rest', isForPaid: true },
  deliver: { fulfilment: 'deliver', isForPaid: true },
  part_return: { fulfilment: 'return_part', isForPaid: true },
  return: { fulfilment: 'return_rest', isForPaid: true },
  part_refund: { payment: 'refund_part' },
  refund: { payment: 'refund_rest', dropsRest: true },
  cancel: { payment: 'void', fulfilment: 'drop_rest' },
  edit: { isForAgreed: true, whileGoods: ['unfulfilled'] },
  take_out: { isForAgreed: true, whileGoods: ['unfulfilled', 'partially_fulfilled'] },
  take_out_rest: { fulfilment: 'drop_rest', isForPaid: true, whileGoods: ['partially_fulfilled'] },
  ask_return: { isForPaid: true, whileGoods: BACK },
  approve_return: { isForPaid: true, whileGoods: BACK },
  refuse_return: { isForPaid: true, whileGoods: BACK },
};

/** Both states after `event`, or null when it is not possible in these. */
export function nextStates(from: OrderStates, event: OrderEvent): OrderStates | null {
  const rule = rules[event];
  if (rule.isForPaid && !isPaid(from.payment)) return null;
  if (rule.isForAgreed && !isPaid(from.payment) && from.payment !== 'authorised') return null;
  if (rule.whileGoods && !rule.whileGoods.includes(from.fulfilment)) return null;
  const payment = rule.payment ? nextPayment(from.payment, rule.payment) : from.payment;
  const fulfilment = rule.fulfilment ? nextFulfilment(from.fulfilment, rule.fulfilment) : from.fulfilment;
  if (payment === null || fulfilment === null) return null;
  const dropped = rule.dropsRest ? nextFulfilment(fulfilment, 'drop_rest') : null;
  return { payment, fulfilment: dropped ?? fulfilment };
}

/** What may happen next, in the order of the list above. */
export const possibleEvents = (states: OrderStates): OrderEvent[] =>
  orderEvents.filter((event) => nextStates(states, event) !== null);
