import { Module } from '@nestjs/common';
import { CodeGuesses } from './code-guesses.js';
import { EditPromotionsService } from './edit-promotions.service.js';
import { PageOffersService } from './page-offers.service.js';
import { PromotionUsesRepository } from './promotion-uses.repository.js';
import { PromotionRepository } from './promotion.repository.js';
import { PromotionsService } from './promotions.service.js';

@Module({
  providers: [
    PromotionsService,
    CodeGuesses,
    PageOffersService,
    EditPromotionsService,
    PromotionRepository,
    PromotionUsesRepository,
  ],
  exports: [PromotionsService, PageOffersService, CodeGuesses, EditPromotionsService],
})
export class PromotionsModule {}
