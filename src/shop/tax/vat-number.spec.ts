import { describe, expect, it } from 'vitest';
import { readVatNumber } from './vat-number.js';

describe('a VAT number', () => {
  it.each([
    ['ATU13585627', 'ATU13585627', 'AT'],
    [' atu 1358.5627 ', 'ATU13585627', 'AT'],
    ['EL 094259216', 'EL094259216', 'GR'],
    ['FR40303265045', 'FR40303265045', 'FR'],
    ['GB980780684', 'GB980780684', 'GB'],
  ])('%j is %s of %s', (text, number, country) => expect(readVatNumber(text)).toEqual({ number, country }));

  it.each(['', 'AT', 'ATU13585628', 'DE123456789', '13585627', 'US123456789', 'ATU1358562', '<b>', 'A'.repeat(5000)])(
    '%j is none',
    (text) => expect(readVatNumber(text)).toBeNull(),
  );
}); // prettier-ignore
