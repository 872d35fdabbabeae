import { Injectable } from '@nestjs/common';
import { mayReview, type ReviewText } from '../../core/reviews/review.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { CatalogService } from '../catalog/catalog.service.js';
import type { ShownReview } from '../catalog/product.types.js';
import type { Order, PlacedLine } from '../orders/order.js';
import { PublishedReviewRepository } from './published-review.repository.js';
import { reviewNames, type Review, type ReviewQuery } from './review.js';
import { ReviewRepository } from './review.repository.js';

const TEN_MINUTES = 600;

export type WriteOutcome = 'waiting' | 'not_bought' | 'published' | 'gone';

/** What buyers write, and what everybody reads. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly published: PublishedReviewRepository,
    private readonly catalog: CatalogService,
    private readonly cache: CacheService,
    private readonly clock: Clock,
  ) {}

  /** Lines of which something can be said. */
  reviewable({ states, lines }: Pick<Order, 'states' | 'lines'>): PlacedLine[] {
    return lines.filter((line) => mayReview(states.payment, line));
  }

  /** Reviews by line of an order, in any state. */
  ofLines(lineIds: readonly number[]): Promise<Map<number, Review>> {
    return this.reviews.ofLines(lineIds);
  }

  /**
   * Waits for staff from now on, also when it was refused before. `text` has no `reviewProblems`. `published`: it is, and stays;
   * `gone`: the product has left the shop for good.
   */
  async write(
    order: Pick<Order, 'states' | 'lines'>,
    lineId: number,
    text: ReviewText,
  ): Promise<WriteOutcome> {
    const line = this.reviewable(order).find(({ id }) => id === lineId);
    if (!line) return 'not_bought';
    const variant = (await this.catalog.variantsByIds([line.variantId])).get(line.variantId);
    if (!variant) return 'gone';
    const { productId } = variant;
    const isKept = await this.reviews.write({
      ...text,
      productId,
      orderLineId: lineId,
      writtenAt: this.clock.now(),
    });
    return isKept ? 'waiting' : 'published';
  }

  /** Published reviews, ten to a page; none past the end. */
  async page(productId: number, query: ReviewQuery): Promise<ShownReview[]> {
    const keep = { seconds: TEN_MINUTES, tags: [reviewNames.ofProduct(productId)] };
    const found = await this.cache.getOrLoad(reviewNames.page(productId, query), keep, () =>
      this.published.find(productId, query),
    );
    return found ?? [];
  }
}
