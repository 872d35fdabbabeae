import type { SeededTax, SeededZone } from './seeded-zone.js';

interface State {
  code: string;
  tax: SeededTax;
  /** Percent on groceries. */
  food: number;
  taxesShipping: boolean;
}

/** States in which a shop that sells across the country often has to collect. Elsewhere nothing is collected. */
const STATES = {
  CA: { code: 'CA', tax: ['California', 7.25], food: 0, taxesShipping: false },
  FL: { code: 'FL', tax: ['Florida', 6], food: 0, taxesShipping: false },
  IL: { code: 'IL', tax: ['Illinois', 6.25], food: 0, taxesShipping: false },
  NY: { code: 'NY', tax: ['New York State', 4], food: 0, taxesShipping: true },
  PA: { code: 'PA', tax: ['Pennsylvania', 6], food: 0, taxesShipping: true },
  TX: { code: 'TX', tax: ['Texas', 6.25], food: 0, taxesShipping: true },
  WA: { code: 'WA', tax: ['Washington', 6.5], food: 0, taxesShipping: true },
} satisfies Record<string, State>;

/** A state, or a part of it by its ZIP codes with the taxes of county and city beside the state's. */
function zone(
  { code, tax, food, taxesShipping }: State,
  name = tax[0],
  postcodes?: readonly [string, string],
  local: readonly SeededTax[] = [],
): SeededZone {
  const taxes = { standard: [tax, ...local], food: [[tax[0], food] as const] };
  const place = { country: 'US', region: code, ...(postcodes && { postcodes }) };
  return { name, ...place, taxesShipping, taxes };
}

const NEW_YORK_CITY = [
  ['Manhattan', '10001', '10292'], ['Staten Island', '10301', '10314'], ['Bronx', '10451', '10475'],
  ['Brooklyn', '11201', '11256'], ['Queens', '11004', '11109'], ['Queens, east', '11351', '11697'],
] as const; // prettier-ignore

export const americanZones: readonly SeededZone[] = [
  { name: 'United States', country: 'US', taxes: {} },
  ...Object.values(STATES).map((state) => zone(state)),
  ...NEW_YORK_CITY.map(([name, from, to]) =>
    zone(STATES.NY, name, [from, to], [['New York City', 4.5], ['Commuter district', 0.375]]),
  ),
  zone(STATES.CA, 'Los Angeles', ['90001', '90899'], [['Los Angeles County', 2.5]]),
  zone(STATES.CA, 'San Francisco', ['94102', '94188'], [['San Francisco', 1.375]]),
  zone(STATES.IL, 'Chicago', ['60601', '60661'], [['Chicago and Cook County', 4]]),
  zone(STATES.TX, 'Houston', ['77001', '77299'], [['Houston', 2]]),
  zone(STATES.WA, 'Seattle', ['98101', '98199'], [['Seattle', 4.05]]),
]; // prettier-ignore
