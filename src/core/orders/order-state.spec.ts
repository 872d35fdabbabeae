import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holdsStock,
  nextState,
  orderEvents,
  orderStates,
  possibleEvents,
  type OrderState,
} from './order-state.js';

const events = fc.array(fc.constantFrom(...orderEvents), { maxLength: 20 });

/** The states an order goes through; an event that is not possible leaves it where it is. */
function history(list: readonly (typeof orderEvents)[number][]): OrderState[] {
  const states: OrderState[] = ['pending_payment'];
  for (const event of list) states.push(nextState(states.at(-1)!, event) ?? states.at(-1)!);
  return states;
}

describe('order states', () => {
  it('go from payment to parcel', () => {
    expect(history(['authorise', 'capture', 'fulfil'])).toEqual([
      'pending_payment',
      'authorised',
      'paid',
      'fulfilled',
    ]);
  });

  it.each(['cancelled', 'refunded'] as const)('an order that is %s takes no event', (state) => {
    expect(possibleEvents(state)).toEqual([]);
    for (const event of orderEvents) expect(nextState(state, event)).toBeNull();
  });

  it('never send goods that were not paid, and never cancel what was paid', () => {
    fc.assert(
      fc.property(events, (list) => {
        const states = history(list);
        if (states.includes('fulfilled')) expect(states).toContain('paid');
        if (states.includes('cancelled')) expect(states).not.toContain('paid');
      }),
    );
  });

  it('never come back: no state is entered twice', () => {
    fc.assert(
      fc.property(events, (list) => {
        const changes = history(list).filter((state, index, all) => state !== all[index - 1]);
        expect(new Set(changes).size).toBe(changes.length);
      }),
    );
  });

  it('hold stock until the goods leave or the order ends', () => {
    expect(orderStates.filter(holdsStock)).toEqual(['pending_payment', 'authorised', 'paid']);
  });
});
