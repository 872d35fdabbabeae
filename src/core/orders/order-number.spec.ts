import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_ORDER_NUMBER, orderNumber, parseOrderNumber } from './order-number.js';

describe('order numbers', () => {
  it('are read back as they were said', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_ORDER_NUMBER, max: 999_999_999_999_999 }), (id) => {
        expect(parseOrderNumber(orderNumber(id))).toBe(id);
        expect(parseOrderNumber(` #${orderNumber(id)} `)).toBe(id);
      }),
    );
  });

  it.each(['482719350', '#482719350', '482 719 350', '482-719-350', ' #482-719-350 '])(
    'are read as people write them: %j',
    (text) => expect(parseOrderNumber(text)).toBe(482_719_350),
  );

  it.each([
    '482 719-350',
    '482 719 35',
    '48 2719 350',
    '082 719 350',
    '482  719  350',
    '',
    '0',
    '1000',
    '-1001',
    '01001',
    '1001.0',
    '1e4',
    '0x3e9',
    '１００１',
    '1001 OR 1=1',
    '9'.repeat(30),
  ])('do not include %j', (text) => expect(parseOrderNumber(text)).toBeNull());
});
