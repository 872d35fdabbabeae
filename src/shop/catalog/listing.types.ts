import type { ProductCard } from './card.types.js';

/** Amounts are integers in minor units, weights grams, dates ISO 8601 in UTC. Everything here survives JSON. */

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
