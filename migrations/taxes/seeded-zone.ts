/** Name of a tax and its percent. */
export type SeededTax = readonly [name: string, percent: number];

/** A zone as it is filled in. `taxes` by category of products; `region` and `postcodes` left out: the whole country. */
export interface SeededZone {
  name: string;
  country: string;
  region?: string;
  postcodes?: readonly [from: string, to: string];
  taxesShipping?: boolean;
  taxes: Readonly<Record<string, readonly SeededTax[]>>;
}
