import { describe, expect, it } from 'vitest';
import { conversion } from '../pricing/convert.js';
import { convertRules } from './convert-rules.js';
import type { Rate } from './delivery-rules.js';

const toYen = conversion({ currency: 'JPY', rate: '150', roundsTo: 10 }, 'USD');

const method = {
  id: 'standard',
  maxGrams: 20_000,
  daysMin: 1,
  daysMax: 3,
  cutOffMinutes: 840,
  handlingDays: 0,
};
const place = { country: 'JP', region: '', postcodeFrom: '', postcodeTo: '' };
const rulesOf = (rate: Rate, freeFrom: number | null) => ({
  zones: [{ name: 'Japan', place, methods: [{ ...method, rate, freeFrom }] }],
  pickups: [],
  holidays: [],
});

describe('delivery in another currency', () => {
  it('has its prices and its free-above amount converted', () => {
    expect(convertRules(rulesOf({ by: 'flat', price: 595 }, 7500), toYen)).toEqual(
      rulesOf({ by: 'flat', price: 890 }, 11_250),
    );
    expect(convertRules(rulesOf({ by: 'flat', price: 0 }, null), toYen)).toEqual(
      rulesOf({ by: 'flat', price: 0 }, null),
    );
  });

  it('has bands by amount converted, and of bands by weight only what they cost', () => {
    const bands = [
      { from: 0, price: 500 },
      { from: 1000, price: 700 },
    ];
    const by = (kind: 'amount' | 'weight') =>
      convertRules(rulesOf({ by: kind, bands }, null), toYen).zones[0]!.methods[0]!.rate;
    expect(by('amount')).toMatchObject({
      bands: [
        { from: 0, price: 750 },
        { from: 1500, price: 1050 },
      ],
    });
    expect(by('weight')).toMatchObject({
      bands: [
        { from: 0, price: 750 },
        { from: 1000, price: 1050 },
      ],
    });
  });
});
