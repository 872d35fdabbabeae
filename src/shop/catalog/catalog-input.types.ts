import type { VideoFacts } from '../../platform/videos/video-facts.js';
import type { Measure } from '../../core/pricing/unit-price.js';
import type { ProductStatus } from './product.types.js';

/** What the catalogue is written from, and what is stored of it. Amounts are integers in minor units, weights grams. */

export interface StockInput {
  /** false: stock is not counted, one can always buy. */
  isCounted: boolean;
  sellsWhenOut: boolean;
  onHand: number;
}

export interface VariantInput {
  /** Values in the order of the product's options; none for the only variant of a product without options. */
  options: string[];
  sku: string | null;
  barcode: string | null;
  price: number;
  compareAtPrice: number | null;
  costPerItem: number | null;
  /** For its unit price; left out for what is not sold by measure. */
  measure?: Measure;
  grams: number;
  /** How staff entered it and files show it. */
  weightUnit: WeightUnit;
  isTaxed: boolean;
  taxCode: string;
  requiresShipping: boolean;
  fulfilmentService: string;
  /** Address of one of the product's images, as given in `images[].source`. */
  imageSource: string | null;
  /** For the rules of collections; inventory is told by whoever saves. */
  stock: StockInput;
}

export type WeightUnit = 'g' | 'kg' | 'lb' | 'oz';

export interface ImageInput {
  /** Address where it came from: what identifies the picture, and what an export shows. */
  source: string;
  /** Address where the shop serves it, when fetched; else the same as `source`. */
  src: string;
  alt: string;
}

/** A copy in the shop of something that came from `source`; null while there is none. */
export interface CopiedFile {
  source: string;
  src: string | null;
}

export interface VideoInput {
  /** Address where it came from, as an export shows it. */
  source: string;
  /** What the shop serves; null for one that was not fetched or not taken: it is not shown. */
  file: (VideoFacts & { src: string }) | null;
  /** What is to be seen in it; may be empty. */
  title: string;
  /** A picture to show before it is played. */
  poster: CopiedFile | null;
  /** WebVTT. */
  captions: CopiedFile | null;
}

/** A whole product. Saving replaces what was there under the same handle; variants are recognised by their options. */
export interface ProductInput {
  handle: string;
  title: string;
  bodyHtml: string;
  vendor: string;
  category: string;
  type: string;
  tags: string[];
  status: ProductStatus;
  isPublished: boolean;
  isGiftCard: boolean;
  seoTitle: string | null;
  seoDescription: string | null;
  optionNames: string[];
  variants: VariantInput[];
  images: ImageInput[];
  videos: VideoInput[];
}

/** A product as it was saved; `stock` of its variants is not filled in: that is inventory's. */
export interface StoredProduct extends ProductInput {
  id: number;
  /** In the order of `variants`. */
  variantIds: number[];
}

export interface SavedProduct {
  id: number;
  handle: string;
  /** In the order of `ProductInput.variants`. */
  variantIds: number[];
  isNew: boolean;
  /** false: what is stored is the same already, nothing was written. */
  isChanged: boolean;
}

export interface CollectionRule {
  field:
    | 'title'
    | 'type'
    | 'vendor'
    | 'tag'
    | 'variant_title'
    | 'variant_price'
    | 'variant_compare_at_price'
    | 'variant_weight'
    | 'variant_inventory';
  relation:
    | 'equals'
    | 'not_equals'
    | 'greater_than'
    | 'less_than'
    | 'starts_with'
    | 'ends_with'
    | 'contains'
    | 'not_contains';
  /** Prices in major units (`25.00`), weights in grams, stock in pieces, else text. */
  value: string;
}

/** `products` (handles, in order) for a collection picked by hand; `rules` for one that fills itself. */
export interface CollectionInput {
  handle: string;
  title: string;
  description: string;
  imageSrc: string | null;
  /** Place in the menu, counted from 1. */
  position: number;
  members: { products: string[] } | { rules: CollectionRule[]; matching: 'all' | 'any' };
}
