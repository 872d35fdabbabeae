import type { Minor } from '../money/money.js';
import type { Convert } from './convert.js';

/** What one piece of a variant costs, and what it cost before; minor units of one currency. */
export interface VariantPrice {
  price: Minor;
  compareAtPrice: Minor | null;
}

/** A variant with the prices of a list: its own ones where it has any, both of them, else converted. */
export const pricedBy = <T extends VariantPrice>(
  variant: T,
  own: VariantPrice | undefined,
  convert: Convert,
): T => ({
  ...variant,
  price: own ? own.price : convert(variant.price),
  compareAtPrice: own ? own.compareAtPrice : variant.compareAtPrice && convert(variant.compareAtPrice),
});
