import { describe, expect, it } from 'vitest';
import { codeKey } from './coupon-code.js';

describe('a code', () => {
  it.each([
    ['HELLO10', 'HELLO10'],
    [' hello10 ', 'HELLO10'],
    ['ｈｅｌｌｏ１０', 'HELLO10'],
    ['cafe\u0301', 'CAFÉ'],
    ['straße', 'STRASSE'],
  ])('%j is compared as %j', (typed, key) => expect(codeKey(typed)).toBe(key));

  it.each(['', '   ', 'two words', 'x'.repeat(65), 'a\u0000b', 'a\u200bb', '\ud800'])('is not %j', (typed) =>
    expect(codeKey(typed)).toBeNull(),
  );
});
