import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ForgetAuthorsService } from './forget-authors.service.js';
import { ModerateReviewsService } from './moderate-reviews.service.js';
import { PublishedReviewRepository } from './published-review.repository.js';
import { ReviewRepository } from './review.repository.js';
import { ReviewVotes } from './review-votes.service.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  imports: [CatalogModule],
  providers: [
    ReviewsService,
    ModerateReviewsService,
    ForgetAuthorsService,
    ReviewVotes,
    ReviewRepository,
    PublishedReviewRepository,
  ],
  exports: [ReviewsService, ModerateReviewsService, ForgetAuthorsService, ReviewVotes],
})
export class ReviewsModule {}
