import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWholeNumber } from './whole-number.js';

describe('parseWholeNumber', () => {
  it('reads every whole number in range, from text and from JSON', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (number) => {
        expect(parseWholeNumber(String(number))).toBe(number);
        expect(parseWholeNumber(number)).toBe(number);
      }),
    );
  });

  it('reads text only when it is what the number would be written as', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const number = parseWholeNumber(text);
        expect(number === null || String(number) === text).toBe(true);
      }),
    );
  });

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '-0',
    '01',
    '1.0',
    '1.5',
    '1e3',
    '0x10',
    ' 2 ',
    '2 ',
    '２',
    '٣',
    '1_0',
    '2n',
    'Infinity',
    'NaN',
    '9007199254740993',
    '1e309',
    '9'.repeat(400),
  ])('refuses the text %j', (text) => expect(parseWholeNumber(text)).toBeNull());

  it.each([-1, 1.5, Number.NaN, Infinity, 2 ** 53, null, undefined, true, [1], ['1'], {}, { length: 9 }])(
    'refuses the value %j',
    (value) => expect(parseWholeNumber(value)).toBeNull(),
  );

  it('refuses what is above the highest', () => {
    expect(parseWholeNumber('9999', 9999)).toBe(9999);
    expect(parseWholeNumber('10000', 9999)).toBeNull();
    expect(parseWholeNumber(10_000, 9999)).toBeNull();
  });
});
