import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { RefreshPairsService } from './refresh-pairs.service.js';

@Module({
  imports: [CatalogModule, OrdersModule],
  providers: [RefreshPairsService],
  exports: [RefreshPairsService],
})
export class RecommendationsModule {}
