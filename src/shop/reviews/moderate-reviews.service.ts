import { Injectable } from '@nestjs/common';
import {
  reviewLimits,
  reviewProblems,
  type ReviewState,
  type ReviewText,
} from '../../core/reviews/review.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { ProductReviews } from '../catalog/product-reviews.service.js';
import { PublishedReviewRepository } from './published-review.repository.js';
import { reviewNames, type Review } from './review.js';
import { ReviewRepository } from './review.repository.js';

export type ModerationOutcome = 'done' | 'not_found' | 'written_anew';

/** Characters of a reason, as the table has room for them. */
export const MOST_REASON = 500;

/** What staff do with reviews. */
@Injectable()
export class ModerateReviewsService {
  constructor(
    private readonly database: Database,
    private readonly reviews: ReviewRepository,
    private readonly published: PublishedReviewRepository,
    private readonly products: ProductReviews,
    private readonly clock: Clock,
  ) {}

  list(state: ReviewState | null, limit: number): Promise<Review[]> {
    return this.reviews.list(state, limit);
  }

  byId(id: number): Promise<Review | null> {
    return this.reviews.byId(id);
  }

  /** Shows the text that was read as `revision`: one that was written since waits on. */
  publish(id: number, revision: number): Promise<ModerationOutcome> {
    return this.decide(id, revision, 'published', null);
  }

  /** Also takes down what was published. The writer reads `reason`, and can write anew. */
  refuse(id: number, revision: number, reason: string): Promise<ModerationOutcome> {
    return this.decide(id, revision, 'refused', reason);
  }

  /**
   * Texts that come with a demo catalogue: shown as such, never as those of buyers. Errors: Error when one of them is not sound.
   */
  async addSamples(productId: number, samples: readonly (ReviewText & { writtenAt: Date })[]): Promise<void> {
    const unsound = samples.find((sample) => Object.keys(reviewProblems(sample)).length > 0);
    if (unsound) throw new Error(`"${unsound.title}" breaks a limit of ${JSON.stringify(reviewLimits)}`);
    await this.database.transaction(async (tx) => {
      const product = await this.products.hold(tx, productId);
      if (!product) throw new Error(`there is no product ${productId}`);
      for (const sample of samples) await this.reviews.addSample(tx, productId, sample, sample.writtenAt);
      await this.products.show(tx, product, await this.published.front(tx, productId), []);
    });
  }

  private async decide(
    id: number,
    revision: number,
    state: ReviewState,
    reason: string | null,
  ): Promise<ModerationOutcome> {
    const review = await this.reviews.byId(id);
    if (!review) return 'not_found';
    const { productId } = review;
    return this.database.transaction(async (tx) => {
      // Whoever changes reviews of a product holds it first, so sums are those of all rows.
      const product = await this.products.hold(tx, productId);
      if (!product) return 'not_found';
      const decision = { state, reason, at: this.clock.now() };
      if (!(await this.reviews.decide(tx, { id, revision }, decision))) return 'written_anew';
      const front = await this.published.front(tx, productId);
      await this.products.show(tx, product, front, [reviewNames.ofProduct(productId)]);
      return 'done';
    });
  }
}
