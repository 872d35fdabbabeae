import type { Availability } from '../../core/inventory/availability.js';
import type { VideoFacts } from '../../platform/videos/video-facts.js';
import type { Variant, ProductOption } from './variant.types.js';

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
