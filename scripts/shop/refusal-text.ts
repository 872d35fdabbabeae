import type { OrderEvent } from '../../src/core/orders/order-event.js';
import { eventsOf, type OrderState } from '../../src/core/orders/order-state.js';
import type { Formatters } from '../../src/platform/views/formatters.js';
import type { Refusal } from '../../src/shop/orders/order.js';

/** The commands by what they do; several events may have one command. */
const DEED: Partial<Record<OrderEvent, string>> = {
  capture: 'capture',
  fulfil: 'ship',
  deliver: 'delivered',
  refund: 'refund',
  cancel: 'cancel',
};

/** What can be done to an order in this state, as commands. */
function whatIsPossible(state: OrderState, number: string): string {
  const deeds = eventsOf(state).flatMap((event) => DEED[event] ?? []);
  if (deeds.length === 0) return 'Nothing more can be done to it.';
  return `Possible now: ${deeds.map((deed) => `order ${deed} ${number}`).join(', ')}.`;
}

/** Why it was not done, and what to do instead. */
export function refusalText(refusal: Refusal, number: string, { money }: Formatters): string {
  switch (refusal.reason) {
    case 'not_found':
      return `There is no order ${number}.`;
    case 'wrong_state':
      return `Order ${number} is ${refusal.state.replaceAll('_', ' ')}. ${whatIsPossible(refusal.state, number)}`;
    case 'busy':
      return `Something else is being done to order ${number}, or was begun and not finished. Look at it with: order show ${number}`;
    case 'too_many':
      return refusal.title === ''
        ? `Nothing of order ${number} is left for that.`
        : `Only ${refusal.left} of ${refusal.title} in order ${number} are left for that.`;
    case 'guest':
      return `Order ${number} was placed without an account, so there is no store credit to add to. Give the money back as it came: order refund ${number}. Or make a gift card of it: gift-card create AMOUNT`;
    case 'would_be_empty':
      return `Nothing of order ${number} would be left. Cancel it instead: order cancel ${number}`;
    case 'too_much':
      return refusal.refundable === 0
        ? `Everything that was paid for order ${number} was given back already.`
        : `At most ${money(refusal.refundable)} of order ${number} can still be given back.`;
    case 'gateway_refused':
      return `The payment provider said no: ${refusal.message}. Nothing was changed.`;
    case 'gateway_unknown':
      return `The payment provider did not answer. Run the same command again; it will not be done twice.`;
  }
}
