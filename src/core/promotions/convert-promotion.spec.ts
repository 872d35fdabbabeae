import { describe, expect, it } from 'vitest';
import { conversion } from '../pricing/convert.js';
import { convertPromotion } from './convert-promotion.js';
import type { Benefit, Condition } from './promotion.js';

const toEuros = conversion({ currency: 'EUR', rate: '0.9', roundsTo: 5 }, 'USD');
const of = {};
const convert = (benefit: Benefit, conditions: Condition[] = []) =>
  convertPromotion({ id: 7, title: 'Autumn', benefit, conditions }, toEuros);

describe('a promotion in another currency', () => {
  it('has its amounts converted, those that are given and those that are asked', () => {
    const minimum: Condition = { kind: 'minimum_amount', amount: 5000, of };
    expect(convert({ kind: 'amount', amount: 1001, of }, [minimum])).toEqual({
      id: 7,
      title: 'Autumn',
      benefit: { kind: 'amount', amount: 900, of },
      conditions: [{ ...minimum, amount: 4500 }],
    });
    expect(convert({ kind: 'amount_each', amount: 500, of }).benefit).toMatchObject({ amount: 450 });
    expect(convert({ kind: 'fixed_price', price: 2000, of }).benefit).toMatchObject({ price: 1800 });
  });

  it('is the same where it knows rates and pieces only', () => {
    const benefits: Benefit[] = [
      { kind: 'percent', rateMillionths: 100_000, of },
      { kind: 'cheapest_free', groupOf: 3, of },
      { kind: 'free_shipping' },
      { kind: 'gift', variantId: 1, quantity: 1 },
    ];
    const condition: Condition = { kind: 'minimum_quantity', quantity: 3, of };
    for (const benefit of benefits)
      expect(convert(benefit, [condition])).toMatchObject({ benefit, conditions: [condition] });
  });
});
