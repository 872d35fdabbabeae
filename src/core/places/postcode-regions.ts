/** First three digits of ZIP codes, up to and including, in order; `-` is not in use. Source: USPS, publication 65. */
const STATES: readonly (readonly [number, string])[] = [
  [4, '-'], [5, 'NY'], [7, 'PR'], [8, 'VI'], [9, 'PR'], [27, 'MA'], [29, 'RI'], [38, 'NH'], [49, 'ME'], [54, 'VT'],
  [55, 'MA'], [59, 'VT'], [69, 'CT'], [89, 'NJ'], [98, 'AE'], [99, '-'], [149, 'NY'], [196, 'PA'], [199, 'DE'],
  [200, 'DC'], [201, 'VA'], [205, 'DC'], [219, 'MD'], [246, 'VA'], [268, 'WV'], [269, '-'], [289, 'NC'], [299, 'SC'],
  [319, 'GA'], [339, 'FL'], [340, 'AA'], [349, 'FL'], [369, 'AL'], [385, 'TN'], [397, 'MS'], [399, 'GA'], [427, 'KY'],
  [429, '-'], [459, 'OH'], [479, 'IN'], [499, 'MI'], [528, 'IA'], [529, '-'], [549, 'WI'], [567, 'MN'], [569, 'DC'],
  [577, 'SD'], [579, '-'], [588, 'ND'], [589, '-'], [599, 'MT'], [629, 'IL'], [658, 'MO'], [659, '-'], [679, 'KS'],
  [693, 'NE'], [699, '-'], [715, 'LA'], [729, 'AR'], [732, 'OK'], [733, 'TX'], [749, 'OK'], [799, 'TX'], [816, 'CO'],
  [819, '-'], [831, 'WY'], [838, 'ID'], [839, '-'], [847, 'UT'], [849, '-'], [865, 'AZ'], [869, '-'], [884, 'NM'],
  [885, 'TX'], [888, '-'], [898, 'NV'], [899, '-'], [961, 'CA'], [966, 'AP'], [968, 'HI'], [969, 'GU'], [979, 'OR'],
  [994, 'WA'], [999, 'AK'],
]; // prettier-ignore

/** ZIP codes that lie in another state than their first three digits say. */
const BORDERS: Readonly<Record<string, string>> = { '83414': 'WY', '06390': 'NY' };

/** First letters of Canadian postcodes. X is two territories, told apart by two more characters. */
const PROVINCES: Readonly<Record<string, string>> = {
  A: 'NL', B: 'NS', C: 'PE', E: 'NB', G: 'QC', H: 'QC', J: 'QC', K: 'ON', L: 'ON', M: 'ON', N: 'ON', P: 'ON', R: 'MB',
  S: 'SK', T: 'AB', V: 'BC', Y: 'YT',
}; // prettier-ignore

const NUNAVUT = new Set(['X0A', 'X0B', 'X0C']);

/** State of a ZIP code with five digits or nine; null when it is none. */
export function stateOf(zip: string): string | null {
  const digits = /^\s*([0-9]{5})(-?[0-9]{4})?\s*$/.exec(zip)?.[1];
  if (digits === undefined) return null;
  const prefix = Number(digits.slice(0, 3));
  const state = BORDERS[digits] ?? STATES.find(([last]) => prefix <= last)?.[1];
  return state === undefined || state === '-' ? null : state;
}

/** Province of a Canadian postcode, also of its first half; null when it is none. */
export function provinceOf(postcode: string): string | null {
  const half = /^\s*([A-Z][0-9][A-Z])(\s*-?[0-9][A-Z][0-9])?\s*$/i.exec(postcode)?.[1]?.toUpperCase();
  if (half === undefined) return null;
  if (half.startsWith('X')) return NUNAVUT.has(half) ? 'NU' : 'NT';
  return PROVINCES[half[0]!] ?? null;
}
