import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerCartId, customerOfCart, lineKey, newGuestCartId, variantOfKey } from './cart.js';

const properties = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), {
  maxKeys: 5,
  noNullPrototype: true,
});

describe('the key of a line', () => {
  it('does not depend on the order of the properties', () => {
    fc.assert(
      fc.property(properties, (given) => {
        const turned = Object.fromEntries(Object.entries(given).toReversed());
        expect(lineKey(7, turned)).toBe(lineKey(7, given));
      }),
    );
  });

  it('differs when anything in the properties differs', () => {
    fc.assert(
      fc.property(properties, properties, (a, b) => {
        const same = isDeepStrictEqual(a, b);
        expect(lineKey(7, a) === lineKey(7, b)).toBe(same);
      }),
    );
    expect(lineKey(7, { a: '1,b:2' })).not.toBe(lineKey(7, { a: '1', b: '2' }));
  });

  it('names its variant', () => {
    expect(variantOfKey(lineKey(9_007_199_254_740_991, {}))).toBe(9_007_199_254_740_991);
    for (const key of [
      '',
      '7',
      '7:',
      '7:xyz',
      '0:0123456789abcdef0123456789abcdef',
      'x:0123456789abcdef0123456789abcdef',
    ])
      expect(variantOfKey(key)).toBeNull();
  });
});

describe('the id of a cart', () => {
  it('tells customers from guests', () => {
    expect(customerOfCart(customerCartId(5))).toBe(5);
    for (const id of [newGuestCartId(), 'c-', 'c-0', 'c-5x', 'g-5', 'xc-5'])
      expect(customerOfCart(id)).toBeNull();
  });

  it('of a guest cannot be guessed: 10,000 without a collision, 22 random characters each', () => {
    const ids = new Set(Array.from({ length: 10_000 }, newGuestCartId));
    expect(ids.size).toBe(10_000);
    for (const id of ids) expect(id).toMatch(/^g-[\w-]{22}$/);
  });
});
