import type { Measure } from '../../core/pricing/unit-price.js';
import type { Rating } from '../../core/reviews/rating.js';
import type { ProductTexts } from './product.types.js';

/** Amounts are integers in minor units, weights grams, dates ISO 8601 in UTC. Everything here survives JSON. */

/** What a listing shows of a product. */
export interface ProductCard {
  id: number;
  handle: string;
  title: string;
  vendor: string;
  type: string;
  priceMin: number;
  priceMax: number;
  /** Highest compare-at price above its variant's price; null when nothing is reduced. */
  compareAtPrice: number | null;
  /** Of a variant at `priceMin`; left out as in `Variant`. */
  measure?: Measure;
  imageSrc: string | null;
  imageAlt: string;
  secondImageSrc: string | null;
  /** Left out when there is none. */
  thirdImageSrc?: string;
  /** At least one variant can be bought. */
  isAvailable: boolean;
  variantCount: number;
  /** Values of the option called Colour or Color, each with the picture of its first variant that has one. */
  colours: { name: string; imageSrc: string | null }[];
  /** The variant to add without asking, when there is one only. */
  soleVariantId: number | null;
  createdAt: string;
  /** Of published reviews; null while there are none. */
  rating: Rating | null;
  /** By language, as in `ProductPage`. */
  texts?: Record<string, CardTexts>;
}

export type CardTexts = Pick<ProductTexts, 'title'> & { imageAlt?: string };

/** Products to show beside another one; none is in both lists. */
export interface Beside {
  related: ProductCard[];
  /** Bought together with it, the commonest first; all of them can be bought. */
  together: ProductCard[];
  /** No orders stand behind `together`: it came with the demo catalogue. */
  isSample: boolean;
}
