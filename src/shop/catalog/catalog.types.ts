import type { Availability } from '../../core/inventory/availability.js';
import type { LowestPrice } from '../../core/pricing/price-history.js';
import type { Measure } from '../../core/pricing/unit-price.js';
import type { Rating } from '../../core/reviews/rating.js';
import type { VideoFacts } from '../../platform/videos/video-facts.js';
/** Amounts are integers in minor units, weights grams, dates ISO 8601 in UTC. Everything here survives JSON. */

export type ProductStatus = 'draft' | 'active' | 'archived';

/** `src` as it may stand in a page: root-relative, or a remote address that the storefront does not load. */
export interface Image {
  src: string;
  alt: string;
  /** Counted from 1. */
  position: number;
}

/** One that the shop serves. Addresses as in `Image`. */
export interface Video extends VideoFacts {
  src: string;
  /** What is to be seen in it; may be empty. */
  title: string;
  posterSrc: string | null;
  captionsSrc: string | null;
  /** When the product first had it. */
  addedAt: string;
}

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

export interface ProductPage {
  id: number;
  handle: string;
  title: string;
  /** Sanitised on the way in. */
  bodyHtml: string;
  vendor: string;
  type: string;
  /** In the shop's own language, where `type` is in another one: whoever knows kinds by their name asks for it. */
  ownType?: string;
  tags: string[];
  /** Empty for a product with one variant and no choice. */
  options: ProductOption[];
  variants: Variant[];
  /** In the order of `variants`. */
  stock: Availability[];
  images: Image[];
  /** In their order; left out when there are none. */
  videos?: Video[];
  publishedAt: string | null;
  createdAt: string;
  updatedAt: string;
  seoTitle: string | null;
  seoDescription: string | null;
  collections: { id: number; handle: string; title: string }[];
  /** Null while none is published. */
  reviews: ShownReviews | null;
  /** By language; left out when there are none. */
  texts?: Record<string, ProductTexts>;
}

/** A product in another language. What is left out is shown in the shop's own. */
export interface ProductTexts {
  title?: string;
  bodyHtml?: string;
  seoTitle?: string;
  seoDescription?: string;
  /** What pictures say, by their text in the shop's own language. */
  alts?: Record<string, string>;
}

/** What the page of a product shows of its published reviews. */
export interface ShownReviews {
  /** How many gave one star, two stars and so on. */
  stars: number[];
  /** The newest, at most `REVIEWS_PER_PAGE`. */
  newest: ShownReview[];
  /** Some were not written by buyers: they came with the demo catalogue. */
  hasSamples: boolean;
}

export interface ShownReview {
  id: number;
  stars: number;
  title: string;
  /** Plain text, in lines. */
  body: string;
  author: string;
  /** Written by somebody who bought the product here. */
  isVerified: boolean;
  /** How many found it helpful. */
  helpful: number;
  writtenAt: string;
}

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

/** `relevance` exists in a search only; elsewhere it means `manual`. */
export type ListingSort =
  | 'manual'
  | 'best-selling'
  | 'best-rated'
  | 'title-ascending'
  | 'title-descending'
  | 'price-ascending'
  | 'price-descending'
  | 'created-descending'
  | 'created-ascending'
  | 'relevance';

/** Values of one filter are alternatives; different filters must all hold. Price, option and stock hold for one variant. */
export interface ListingFilters {
  availability?: 'in' | 'out';
  priceGte?: number;
  priceLte?: number;
  vendors: string[];
  types: string[];
  tags: string[];
  options: { name: string; values: string[] }[];
}

export interface ListingQuery {
  /** Handle; null means all products. */
  collection: string | null;
  search?: string;
  /** Words are not corrected. */
  isAsTyped?: boolean;
  sort: ListingSort;
  /** Counted from 1; a page past the end has no cards. */
  page: number;
  pageSize: number;
  filters: ListingFilters;
}

/** `count`: products that would be listed with this value, all other filters applied. Zeros are kept. */
export interface Facet {
  id: 'availability' | 'vendor' | 'product_type' | 'tag' | `option:${string}`;
  label: string;
  values: FacetValue[];
}

export interface FacetValue {
  /** As addresses have it, in every language. */
  value: string;
  /** What it is called in another language than the shop's own. */
  text?: string;
  count: number;
  isActive: boolean;
}

export interface Listing {
  collection: CollectionSummary | null;
  total: number;
  cards: ProductCard[];
  facets: Facet[];
  /** Of all products of the collection or search, before filters; null when there are none. */
  priceRange: { min: number; max: number } | null;
  page: number;
  pageCount: number;
  /** Of a search. */
  wording?: SearchWording;
}

/** Texts of other searches than the one that was typed. */
export interface SearchWording {
  /** What was searched for instead, because nothing has the words as they were typed; null when they were kept. */
  corrected: string | null;
  /** What finds something too, best first. */
  others: string[];
}

/** For what somebody has typed so far. */
export interface Suggested {
  cards: ProductCard[];
  /** As in `SearchWording`. */
  corrected: string | null;
  /** What may be meant: put right, or typed to its end; best first. */
  queries: string[];
}

export interface CollectionSummary {
  id: number;
  handle: string;
  title: string;
  description: string;
  imageSrc: string | null;
  /** Products that visitors can see. */
  productCount: number;
  updatedAt: string;
  /** By language, as in `ProductPage`. */
  texts?: Record<string, CollectionTexts>;
}

export interface CollectionTexts {
  title?: string;
  description?: string;
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
export interface FeedProduct {
  id: number;
  handle: string;
  title: string;
  bodyHtml: string;
  vendor: string;
  type: string;
  optionNames: string[];
  variants: (Variant & { stock: Availability })[];
  /** `src` as in `Image`. */
  pictures: string[];
}
