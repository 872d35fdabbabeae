import type { SeededTax, SeededZone } from './seeded-zone.js';

const GST: SeededTax = ['GST', 5];
/** Basic groceries are zero-rated everywhere. */
const food: readonly SeededTax[] = [['GST', 0]];

/** With a tax of the province beside the federal one; books and children's clothing are free of the province's. */
const twoTaxes = (region: string, tax: string, percent: number): SeededZone => ({
  name: region,
  country: 'CA',
  region,
  taxes: {
    standard: [GST, [tax, percent]],
    books: [GST],
    'childrens-clothing': region === 'QC' ? [GST, [tax, percent]] : [GST],
    food,
  },
});

const harmonised = (region: string, percent: number, rebated: readonly string[]): SeededZone => ({
  name: region,
  country: 'CA',
  region,
  taxes: {
    standard: [['HST', percent]],
    ...Object.fromEntries(rebated.map((category) => [category, [['HST', 5] as const]])),
    food: [['HST', 0]],
  },
});

export const canadianZones: readonly SeededZone[] = [
  { name: 'Canada', country: 'CA', taxes: { standard: [GST], food } },
  twoTaxes('BC', 'PST', 7),
  twoTaxes('MB', 'RST', 7),
  twoTaxes('QC', 'QST', 9.975),
  twoTaxes('SK', 'PST', 6),
  harmonised('NB', 15, ['books']),
  harmonised('NL', 15, ['books']),
  harmonised('NS', 14, ['books', 'childrens-clothing']),
  harmonised('ON', 13, ['books', 'childrens-clothing']),
  harmonised('PE', 15, ['books', 'childrens-clothing']),
];
