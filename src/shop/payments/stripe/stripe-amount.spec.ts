import { expect, it } from 'vitest';
import { shopAmount, stripeAmount } from './stripe-amount.js';

it.each([
  ['USD', 1999, 1999],
  ['JPY', 500, 500],
  ['KRW', 12_000, 12_000],
  ['KWD', 5120, 5120],
  ['BHD', 10, 10],
  // No coins below the whole, but counted with two decimals there.
  ['ISK', 500, 50_000],
  ['UGX', 3, 300],
])('%s %i is sent as %i', (currency, amount, sent) => {
  expect(stripeAmount(amount, currency)).toBe(sent);
  expect(shopAmount(sent, currency)).toBe(amount);
});

it('does not round what cannot be charged exactly', () => {
  expect(stripeAmount(5124, 'KWD')).toBeNull();
  expect(stripeAmount(5130, 'KWD')).toBe(5130);
});
