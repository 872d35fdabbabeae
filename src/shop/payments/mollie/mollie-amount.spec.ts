import { expect, it } from 'vitest';
import { mollieAmount, shopMinor } from './mollie-amount.js';

it('writes an amount with the decimals of its currency', () => {
  expect(mollieAmount(124_900, 'USD')).toBe('1249.00');
  expect(mollieAmount(5, 'EUR')).toBe('0.05');
  expect(mollieAmount(0, 'EUR')).toBe('0.00');
  expect(mollieAmount(1250, 'JPY')).toBe('1250');
  expect(mollieAmount(9_007_199_254_740_991, 'CHF')).toBe('90071992547409.91');
});

it('refuses a currency that Mollie cannot charge, rather than rounding it', () => {
  expect(mollieAmount(5120, 'KWD')).toBeNull();
  expect(mollieAmount(100, 'XXX')).toBeNull();
});

it('reads back what it wrote, and nothing else', () => {
  for (const [minor, currency] of [
    [124_900, 'USD'],
    [7, 'EUR'],
    [1250, 'JPY'],
  ] as const)
    expect(shopMinor({ value: mollieAmount(minor, currency)!, currency })).toBe(minor);
  for (const value of ['1.5', '1250', '-1.00', 'x', '', '1e3.00', '01.00'])
    expect(shopMinor({ value, currency: 'USD' })).toBeNull();
  expect(shopMinor({ value: '5.120', currency: 'KWD' })).toBeNull();
});
