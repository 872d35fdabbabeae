import { regionCode } from './region-code.js';

/** Where goods go, as far as tax and delivery ask. What is not known is an empty text. */
export interface Destination {
  /** ISO 3166, two capital letters. */
  country: string;
  /** As it was typed: `OR`, `Oregon`, or nothing. */
  region: string;
  postcode: string;
}

/**
 * A part of the world. An empty `region` is the whole country. Postcodes from `postcodeFrom` to `postcodeTo`, as long as each
 * bound is: `10001` to `10292` are Manhattan's, `BT` to `BT` is all that begins with BT. Both empty: all postcodes.
 */
export interface Place {
  country: string;
  /** As in `regionCode`. */
  region: string;
  postcodeFrom: string;
  postcodeTo: string;
}

/** Capital letters and digits only: `sw1a 1aa` is `SW1A1AA`. */
export const plainPostcode = (postcode: string): string => postcode.toUpperCase().replace(/[^A-Z0-9]/g, '');

export function covers(place: Place, destination: Destination): boolean {
  if (place.country !== destination.country) return false;
  if (place.region !== '' && place.region !== regionCode(destination)) return false;
  return isInRange(plainPostcode(destination.postcode), place);
}

function isInRange(postcode: string, { postcodeFrom: from, postcodeTo: to }: Place): boolean {
  if (from === '' && to === '') return true;
  return postcode !== '' && postcode.slice(0, from.length) >= from && postcode.slice(0, to.length) <= to;
}

/**
 * Of things with places, the one whose place tells most about the destination: postcodes before regions before countries; among
 * postcodes the narrower range. The first of equals. Null when none covers it.
 */
export function mostSpecific<T extends { place: Place }>(
  things: readonly T[],
  destination: Destination,
): T | null {
  const found = things.filter(({ place }) => covers(place, destination));
  return found.reduce<T | null>(
    (best, one) => (best === null || isNarrower(one.place, best.place) ? one : best),
    null,
  );
}

const isNarrower = (one: Place, other: Place): boolean => compare(rankOf(one), rankOf(other)) > 0;

/** The longer the bounds agree, and the longer they are, the narrower is the range. */
const rankOf = ({ region, postcodeFrom: from, postcodeTo: to }: Place): number[] => [
  from === '' && to === '' ? 0 : 1,
  sharedLength(from, to),
  Math.max(from.length, to.length),
  -distance(from, to),
  region === '' ? 0 : 1,
];

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Of ranges of numbers; others are told apart by their length alone. */
const distance = (from: string, to: string): number =>
  /^[0-9]+$/.test(from) && /^[0-9]+$/.test(to) ? Number(to) - Number(from) : 0;

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : one[at]! - other[at]!;
}
