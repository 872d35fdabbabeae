import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenReturn, nextReturn, returnEvents, returnStates, type ReturnState } from './return-state.js';

describe('states of a return', () => {
  it('never come back, and money follows goods', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...returnEvents)), (events) => {
        const states: ReturnState[] = ['requested'];
        for (const event of events) {
          const next = nextReturn(states.at(-1)!, event);
          if (next) states.push(next);
        }
        expect(new Set(states).size).toBe(states.length);
        if (states.includes('refunded')) expect(states.at(-2)).toBe('received');
      }),
    );
  });

  it('go from asked for by way of the parcel to the money, or to a no; goods may come before the yes', () => {
    const table = returnStates.map((from) => [from, ...returnEvents.map((event) => nextReturn(from, event))]);
    expect(table).toEqual([
      // from, approve, receive, refund, refuse
      ['requested', 'approved', 'received', null, 'refused'],
      ['approved', null, 'received', null, 'refused'],
      ['received', null, null, 'refunded', null],
      ['refunded', null, null, null, null],
      ['refused', null, null, null, null],
    ]);
  });

  it('are open until goods have come or were refused', () => {
    expect(returnStates.filter(isOpenReturn)).toEqual(['requested', 'approved']);
    for (const end of ['refunded', 'refused'] as const)
      expect(returnEvents.map((event) => nextReturn(end, event))).toEqual([null, null, null, null]);
  });
});
