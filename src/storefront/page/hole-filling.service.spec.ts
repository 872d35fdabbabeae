import { describe, expect, it } from 'vitest';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { HoleFilling, type QuietFacts } from './hole-filling.service.js';

const messages = new Messages('en');
const filling = new HoleFilling(new Views(messages, { reload: false }), messages);
const header = (facts: QuietFacts) => ({
  ...facts,
  path: '',
  collections: [],
  currencies: [],
  storeIsAway: false,
  isOld: false,
  message: null,
});

describe('what is filled in for a visitor to whom nothing is to be said', () => {
  it.each([
    { itemCount: 0, isSignedIn: false },
    { itemCount: 3, isSignedIn: false },
    { itemCount: 3, isSignedIn: true },
  ])('is what the templates make of $itemCount things, signed in: $isSignedIn', (facts) => {
    for (const session of ['0123456789abcdef', 'fedcba9876543210'])
      for (const wishes of [null, '', '0 nothing', '3 something', '3 another'])
        expect(filling.ofQuiet({ ...facts, wishes, session })).toEqual(
          filling.of(header({ ...facts, wishes, session })),
        );
  });
});
