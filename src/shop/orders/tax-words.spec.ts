import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { taxNote, taxRows, type OrderTaxes } from './tax-words.js';

const messages = new Messages('en');
const formatters = new Formatters('en-US', 'USD', 'UTC');
const part = (name: string, rateMillionths: number, amount: number) => ({
  name,
  rateMillionths,
  base: 1000,
  amount,
});
const rows = (parts: OrderTaxes['parts'], more: Partial<OrderTaxes> = {}) =>
  taxRows({ parts, areIncluded: false, isReverseCharge: false, ...more }, messages, formatters).map(
    ({ label, amount }) => `${label} ${amount}`,
  );

describe('the taxes of an order in words', () => {
  it('are one row for each name and rate, over all lines and delivery', () => {
    const parts = [part('VAT', 190_000, 190), part('VAT', 70_000, 70), part('VAT', 190_000, 112)];
    expect(rows(parts)).toEqual(['VAT (19%) $3.02', 'VAT (7%) $0.70']);
    expect(rows([part('QST', 99_750, 100)])).toEqual(['QST (9.975%) $1.00']);
  });

  it('name a rate of nothing only when there is no other', () => {
    expect(rows([part('VAT', 0, 0), part('VAT', 200_000, 380)])).toEqual(['VAT (20%) $3.80']);
    expect(rows([part('VAT', 0, 0)])).toEqual(['VAT (0%) $0.00']);
    expect(rows([])).toEqual(['Tax $0.00']);
  });

  it('say what the total includes, or who owes them', () => {
    expect(rows([part('VAT', 190_000, 397)], { areIncluded: true })).toEqual(['Includes VAT (19%) $3.97']);
    expect(rows([], { areIncluded: true })).toEqual([]);
    expect(rows([], { isReverseCharge: true })).toEqual(['VAT, reverse charge $0.00']);
    expect(taxNote({ isReverseCharge: true }, messages)).toContain('the recipient accounts for the VAT');
    expect(taxNote({ isReverseCharge: false }, messages)).toBeNull();
  });
});
