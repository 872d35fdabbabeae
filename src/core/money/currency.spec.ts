import { describe, expect, it } from 'vitest';
import { fractionDigits, isCurrency } from './currency.js';

describe('a currency', () => {
  it('has the decimals that it has, whoever asked before', () => {
    for (const round of [1, 2])
      expect([round, ...['USD', 'JPY', 'KWD', 'EUR'].map(fractionDigits)]).toEqual([round, 2, 0, 3, 2]);
  });

  it('is a code of ISO 4217', () => {
    expect(['USD', 'EUR', 'JPY', 'usd', 'US', 'QQQ', ''].map(isCurrency)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
