import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProductReviews } from '../catalog/product-reviews.service.js';
import { PublishedReviewRepository } from './published-review.repository.js';
import { reviewNames } from './review.js';
import { ReviewRepository } from './review.repository.js';

/** Reviews stay when their writer's account goes, and lose the name. */
@Injectable()
export class ForgetAuthorsService {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly published: PublishedReviewRepository,
    private readonly products: ProductReviews,
  ) {}

  /** Of these lines of orders, with `tx`; it holds their products, in the order of their ids. */
  async forget(tx: EntityManager, lineIds: readonly number[]): Promise<void> {
    for (const productId of await this.reviews.productsOf(tx, lineIds)) {
      const product = await this.products.hold(tx, productId);
      await this.reviews.clearAuthors(tx, productId, lineIds);
      if (!product) continue;
      const front = await this.published.front(tx, productId);
      await this.products.show(tx, product, front, [reviewNames.ofProduct(productId)]);
    }
  }
}
