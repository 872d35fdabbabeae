import { Module } from '@nestjs/common';
import { CodeGuesses } from './code-guesses.js';
import { EditPromotionsService } from './edit-promotions.service.js';
import { PromotionUsesRepository } from './promotion-uses.repository.js';
import { PromotionRepository } from './promotion.repository.js';
import { PromotionsService } from './promotions.service.js';

@Module({
  providers: [
    PromotionsService,
    CodeGuesses,
    EditPromotionsService,
    PromotionRepository,
    PromotionUsesRepository,
  ],
  exports: [PromotionsService, CodeGuesses, EditPromotionsService],
})
export class PromotionsModule {}
