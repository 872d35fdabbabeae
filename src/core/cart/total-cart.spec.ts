import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from './limits.js';
import { linePrice, totalCart, type CountedLine } from './total-cart.js';

const HIGHEST_PRICE = 999_999_999;
const line = fc.record({
  quantity: fc.integer({ min: 1, max: MAX_LINE_QUANTITY }),
  unitPrice: fc.integer({ min: 0, max: HIGHEST_PRICE }),
  grams: fc.integer({ min: 0, max: 100_000 }),
  requiresShipping: fc.boolean(),
});
const lines = fc.array(line, { maxLength: MAX_CART_LINES });

describe('totalCart', () => {
  it('agrees with exact arithmetic for every cart', () => {
    fc.assert(
      fc.property(lines, (cart) => {
        const exact = cart.reduce((sum, l) => sum + BigInt(l.quantity) * BigInt(l.unitPrice), 0n);
        expect(BigInt(totalCart(cart).subtotal)).toBe(exact);
      }),
    );
  });

  it('stays exact in the largest cart there may be', () => {
    const largest: CountedLine = {
      quantity: MAX_LINE_QUANTITY,
      unitPrice: HIGHEST_PRICE,
      grams: 100_000,
      requiresShipping: true,
    };
    const totals = totalCart(Array.from({ length: MAX_CART_LINES }, () => largest));
    expect(Number.isSafeInteger(totals.subtotal)).toBe(true);
    expect(BigInt(totals.subtotal)).toBe(500n * 9_999n * 999_999_999n);
  });

  it('is the sum of its parts, in any order', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const [left, right, both] = [totalCart(a), totalCart(b), totalCart([...b, ...a])];
        expect(both.subtotal).toBe(left.subtotal + right.subtotal);
        expect(both.itemCount).toBe(left.itemCount + right.itemCount);
        expect(both.totalGrams).toBe(left.totalGrams + right.totalGrams);
        expect(both.requiresShipping).toBe(left.requiresShipping || right.requiresShipping);
      }),
    );
  });

  it('counts pieces, weight and whether anything is sent', () => {
    const mugs = { quantity: 2, unitPrice: 1900, grams: 350, requiresShipping: true };
    const card = { quantity: 1, unitPrice: 5000, grams: 0, requiresShipping: false };
    expect(totalCart([mugs, card])).toEqual({
      itemCount: 3,
      subtotal: 8800,
      totalGrams: 700,
      requiresShipping: true,
    });
    expect(totalCart([card]).requiresShipping).toBe(false);
  });

  it('multiplies a line', () => expect(linePrice({ quantity: 3, unitPrice: 1999 })).toBe(5997));

  it('is nothing for an empty cart', () =>
    expect(totalCart([])).toEqual({ itemCount: 0, subtotal: 0, totalGrams: 0, requiresShipping: false }));
});
