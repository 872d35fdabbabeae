import type { ReviewState, ReviewText } from '../../core/reviews/review.js';

export const REVIEWS_PER_PAGE = 10;

/** A review as it is stored. */
export interface Review extends ReviewText {
  id: number;
  productId: number;
  /** Null for a sample of the demo catalogue. */
  orderLineId: number | null;
  /** How often it was written: what somebody read may be another text by now. */
  revision: number;
  state: ReviewState;
  /** Why it was refused. */
  reason: string | null;
  helpful: number;
  writtenAt: Date;
}

export type ReviewOrder = 'newest' | 'helpful';

/** Which published reviews of a product; `stars` null for all; pages are counted from 1. */
export interface ReviewQuery {
  stars: number | null;
  order: ReviewOrder;
  page: number;
}

/** Under which pages of reviews are cached. `v1` moves when the shape does. */
export const reviewNames = {
  /** Tag of all pages of a product's reviews; forgotten whenever one of them changes. */
  ofProduct: (productId: number) => `reviews-of:v1:${productId}`,
  /** ShownReview[]. 10 minutes. */
  page: (productId: number, { stars, order, page }: ReviewQuery) =>
    `reviews:v1:${productId}:${stars ?? 'all'}:${order}:${page}`,
};
