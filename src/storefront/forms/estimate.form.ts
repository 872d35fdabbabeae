import type { Destination } from '../../core/places/place.js';

const LONGEST_POSTCODE = 16;

/** What a delivery estimate was asked for. `problem`: a key of the message catalogue. `postcode` is what was typed. */
export type EstimateQuestion =
  | { kind: 'not_asked' }
  | { kind: 'asked'; destination: Destination; postcode: string }
  | { kind: 'wrong'; problem: string; postcode: string };

/** Reads `estimate_country` and `estimate_postcode` of an address. `countries`: codes of those that are served. */
export function readEstimate(
  query: Readonly<Record<string, unknown>>,
  countries: ReadonlySet<string>,
): EstimateQuestion {
  const { estimate_country: country, estimate_postcode: typed = '' } = query;
  if (country === undefined) return { kind: 'not_asked' };
  const postcode = typeof typed === 'string' ? typed.trim() : '';
  const wrong = (problem: string) =>
    ({ kind: 'wrong', problem, postcode: postcode.slice(0, LONGEST_POSTCODE) }) as const;
  if (typeof country !== 'string' || !countries.has(country)) return wrong('checkout.problem.country');
  if (typeof typed !== 'string' || !isPostcode(postcode, country))
    return wrong(country === 'US' ? 'checkout.problem.zip_us' : 'checkout.problem.postcode');
  return { kind: 'asked', destination: { country, region: '', postcode }, postcode };
}

/** Nothing is an answer too: then the estimate is for the whole country. */
function isPostcode(text: string, country: string): boolean {
  if (text === '') return true;
  if (country === 'US') return /^[0-9]{5}(-[0-9]{4})?$/.test(text);
  return text.length <= LONGEST_POSTCODE && /^[\p{L}0-9][\p{L}0-9 -]*$/u.test(text);
}
