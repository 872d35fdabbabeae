import type { CardSummary } from '../../core/catalog/product-card.js';
import type { Rating } from '../../core/reviews/rating.js';
import type { ProductTexts } from './product.types.js';

/** Amounts are integers in minor units, weights grams, dates ISO 8601 in UTC. Everything here survives JSON. */

/** What a listing shows of a product. */
export interface ProductCard extends CardSummary {
  id: number;
  handle: string;
  title: string;
  vendor: string;
  type: string;
  /** At least one variant can be bought. */
  isAvailable: boolean;
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
