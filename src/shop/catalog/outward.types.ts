import type { Availability } from '../../core/inventory/availability.js';
import type { ProductPage } from './product.types.js';
import type { Variant } from './variant.types.js';

/** Amounts are integers in minor units, weights grams, dates ISO 8601 in UTC. Everything here survives JSON. */

/** A product as search engines hear of it. */
export interface SitemapEntry {
  handle: string;
  updatedAt: string;
  /** The first ones, in their order; `src` as in `Image`. */
  pictures: string[];
}

/** Products are in parts of the sitemap by their ids. `updatedAt`: the latest change of one of them. */
export interface SitemapPart {
  /** Counted from 1; there may be gaps. */
  number: number;
  updatedAt: string;
}

/** A product as product feeds show it: nothing that only its page needs. */
export interface FeedProduct extends Pick<
  ProductPage,
  'id' | 'handle' | 'title' | 'bodyHtml' | 'vendor' | 'type'
> {
  optionNames: string[];
  variants: (Variant & { stock: Availability })[];
  /** `src` as in `Image`. */
  pictures: string[];
}
