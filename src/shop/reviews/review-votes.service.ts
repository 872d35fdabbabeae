import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { SESSION_REDIS } from '../../platform/redis/redis.module.js';
import { digestOf, networkOf, TryCounter } from '../../platform/redis/try-counter.js';
import { ProductReviews } from '../catalog/product-reviews.service.js';
import { PublishedReviewRepository } from './published-review.repository.js';
import { reviewNames } from './review.js';

/** Votes of one network within the window. Offices share an address. */
const MOST_VOTES = 60;
const WINDOW_SECONDS = 3600;

export type VoteOutcome = 'counted' | 'again' | 'too_often' | 'not_found';

/** "Helpful", once by each person and review. */
@Injectable()
export class ReviewVotes {
  private readonly tries: TryCounter;

  constructor(
    @Inject(SESSION_REDIS) redis: RedisLink | null,
    private readonly database: Database,
    private readonly published: PublishedReviewRepository,
    private readonly products: ProductReviews,
  ) {
    this.tries = new TryCounter(redis, WINDOW_SECONDS);
  }

  /** Whether there is such a review to vote for. */
  async canVote(id: number): Promise<boolean> {
    return (await this.published.productOf(id)) !== null;
  }

  /** `cartId`: who votes, as everybody with a session has a cart. `address`: of the client's network. */
  async vote(id: number, cartId: string, address: string): Promise<VoteOutcome> {
    if (!(await this.tries.add(keys.voteTries(networkOf(address)), MOST_VOTES))) return 'too_often';
    const productId = await this.published.productOf(id);
    if (productId === null) return 'not_found';
    return this.database.transaction(async (tx) => {
      // Votes for one product come one after the other: what its page shows is what is in the rows.
      const product = await this.products.hold(tx, productId);
      if (!product) return 'not_found';
      if (!(await this.published.vote(tx, id, digestOf(cartId)))) return 'again';
      const front = await this.published.front(tx, productId);
      await this.products.show(tx, product, front, [reviewNames.ofProduct(productId)]);
      return 'counted';
    });
  }
}
