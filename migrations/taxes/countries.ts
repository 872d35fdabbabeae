import type { SeededZone } from './seeded-zone.js';

interface Percents {
  standard: number;
  books?: number;
  food?: number;
  'childrens-clothing'?: number;
}

/** Percent of VAT by country and category; where a category is left out, the standard rate holds. */
const VAT: Readonly<Record<string, Percents>> = {
  AT: { standard: 20, books: 10, food: 10 },
  BE: { standard: 21, books: 6, food: 6 },
  BG: { standard: 20, books: 9 },
  CH: { standard: 8.1, books: 2.6, food: 2.6 },
  CY: { standard: 19, books: 3, food: 5 },
  CZ: { standard: 21, books: 0, food: 12 },
  DE: { standard: 19, books: 7, food: 7 },
  DK: { standard: 25 },
  EE: { standard: 24, books: 9 },
  ES: { standard: 21, books: 4, food: 10 },
  FI: { standard: 25.5, books: 13.5, food: 13.5 },
  FR: { standard: 20, books: 5.5, food: 5.5 },
  GB: { standard: 20, books: 0, food: 0, 'childrens-clothing': 0 },
  GR: { standard: 24, books: 6, food: 13 },
  HR: { standard: 25, books: 5, food: 5 },
  HU: { standard: 27, books: 5 },
  IE: { standard: 23, books: 0, food: 0, 'childrens-clothing': 0 },
  IT: { standard: 22, books: 4, food: 10 },
  LT: { standard: 21, books: 5 },
  LU: { standard: 17, books: 3, food: 3, 'childrens-clothing': 3 },
  LV: { standard: 21, books: 5 },
  MT: { standard: 18, books: 5, food: 0 },
  NL: { standard: 21, books: 9, food: 9 },
  NO: { standard: 25, books: 0, food: 15 },
  PL: { standard: 23, books: 5, food: 5 },
  PT: { standard: 23, books: 6, food: 6 },
  RO: { standard: 21, books: 11, food: 11 },
  SE: { standard: 25, books: 6, food: 6 },
  SI: { standard: 22, books: 5, food: 9.5 },
  SK: { standard: 23, books: 5, food: 19 },
};

const GST: Readonly<Record<string, Percents>> = {
  AU: { standard: 10, food: 0 },
  NZ: { standard: 15 },
  SG: { standard: 9 },
};

const named = (name: string, percents: Readonly<Record<string, Percents>>): SeededZone[] =>
  Object.entries(percents).map(([country, all]) => ({
    name: country,
    country,
    taxes: Object.fromEntries(
      Object.entries(all as unknown as Record<string, number>).map(([category, percent]) => [
        category,
        [[name, percent] as const],
      ]),
    ),
  }));

/** In the customs union, and outside of the territory in which VAT is due. */
const spanishIslands = (
  [
    ['35', '35'],
    ['38', '38'],
    ['51', '52'],
  ] as const
).map((postcodes): SeededZone => ({ name: 'Outside of VAT', country: 'ES', postcodes, taxes: {} }));

/** Countries with one tax. */
export const countryZones: readonly SeededZone[] = [
  ...named('VAT', VAT),
  ...spanishIslands,
  ...named('GST', GST),
  ...named('Consumption tax', { JP: { standard: 10, food: 8 } }),
];
