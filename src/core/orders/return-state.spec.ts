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

  it('are open until goods have come or were refused', () => {
    expect(returnStates.filter(isOpenReturn)).toEqual(['requested', 'approved']);
    for (const end of ['refunded', 'refused'] as const)
      expect(returnEvents.map((event) => nextReturn(end, event))).toEqual([null, null, null, null]);
  });
});
