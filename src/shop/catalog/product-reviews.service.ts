import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ratingOf } from '../../core/reviews/rating.js';
import { CacheChanges } from '../../platform/cache/cache-changes.js';
import { cacheNames } from './cache-names.js';
import type { ShownReviews } from './product.types.js';
import { ProductUpkeep, type ReviewedProduct } from './product-upkeep.repository.js';

export type { ReviewedProduct } from './product-upkeep.repository.js';

/** What a product shows of its reviews, for whoever keeps the reviews themselves. */
@Injectable()
export class ProductReviews {
  constructor(
    private readonly upkeep: ProductUpkeep,
    private readonly changes: CacheChanges,
  ) {}

  /** Holds the product until the end of `tx`, so that changes of its reviews come one after the other; null: there is none. */
  hold(tx: EntityManager, productId: number): Promise<ReviewedProduct | null> {
    return this.upkeep.lock(tx, productId);
  }

  /** After the commit of `tx` its page shows these, and lists the new average; `names` are forgotten with them. */
  async show(
    tx: EntityManager,
    product: ReviewedProduct,
    shown: ShownReviews,
    names: readonly string[],
  ): Promise<void> {
    const rating = ratingOf(shown.stars);
    const text = rating.count > 0 ? JSON.stringify(shown) : null;
    await this.upkeep.setReviews(tx, product.id, rating, text);
    const isMoved = rating.sum !== product.sum || rating.count !== product.count;
    const lists = isMoved ? [cacheNames.listings] : [];
    await this.changes.forgetAfter(tx, [cacheNames.productPage(product.handle), ...lists, ...names]);
  }
}
