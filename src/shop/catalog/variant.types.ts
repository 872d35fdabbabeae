import type { LowestPrice } from '../../core/pricing/price-history.js';
import type { Measure } from '../../core/pricing/unit-price.js';

/** Amounts are integers in minor units, weights grams, dates ISO 8601 in UTC. Everything here survives JSON. */

export interface Variant {
  id: number;
  productId: number;
  /** `Moss / S`; `Default Title` for the only variant of a product without options. */
  title: string;
  /** Values in the order of the product's options. */
  options: string[];
  sku: string | null;
  barcode: string | null;
  price: number;
  compareAtPrice: number | null;
  /** Of the 30 days before it was reduced; left out when it is not, and where nothing is known. */
  lowest?: LowestPrice;
  /** What is in one, for its unit price; left out for what is not sold by measure. */
  measure?: Measure;
  grams: number;
  isTaxed: boolean;
  /** In the words of `core/tax`; `standard` when staff gave none. */
  taxCategory: string;
  requiresShipping: boolean;
  /** The variant's own picture; null when it has none. */
  imageSrc: string | null;
  position: number;
}

export interface ProductOption {
  name: string;
  /** In the shop's own language, where that is another name: whoever knows colours and sizes by their name asks for it. */
  ownName?: string;
  /** In the order in which the variants show them first. */
  values: string[];
}

/** A variant with what a cart or an order shows of its product. Never cached. */
export interface SellableVariant extends Variant {
  productHandle: string;
  productTitle: string;
  productType: string;
  vendor: string;
  tags: string[];
  /** `imageSrc` falls back to the product's first picture here. */
  imageAlt: string;
  /** The product is active and published. */
  isForSale: boolean;
  optionNames: string[];
}
