import { Module } from '@nestjs/common';
import { PlatformModule } from './platform/platform.module.js';
import { CartModule } from './shop/cart/cart.module.js';
import { CatalogModule } from './shop/catalog/catalog.module.js';
import { CheckoutModule } from './shop/checkout/checkout.module.js';
import { CreditModule } from './shop/credit/credit.module.js';
import { DocumentsModule } from './shop/documents/documents.module.js';
import { FulfilmentModule } from './shop/fulfilment/fulfilment.module.js';
import { NewsletterModule } from './shop/newsletter/newsletter.module.js';
import { PersonalDataModule } from './shop/personal-data/personal-data.module.js';
import { RecommendationsModule } from './shop/recommendations/recommendations.module.js';
import { ReviewsModule } from './shop/reviews/reviews.module.js';
import { ReturnsModule } from './shop/returns/returns.module.js';
import { InventoryModule } from './shop/inventory/inventory.module.js';
import { OrdersModule } from './shop/orders/orders.module.js';
import { StockAlertsModule } from './shop/stock-alerts/stock-alerts.module.js';
import { WishlistsModule } from './shop/wishlists/wishlists.module.js';
import { PromotionsModule } from './shop/promotions/promotions.module.js';

/** The nouns without their pages: for the worker and for commands. */
@Module({
  imports: [
    PlatformModule,
    CatalogModule,
    InventoryModule,
    PromotionsModule,
    CartModule,
    OrdersModule,
    CreditModule,
    DocumentsModule,
    FulfilmentModule,
    NewsletterModule,
    PersonalDataModule,
    ReturnsModule,
    RecommendationsModule,
    ReviewsModule,
    WishlistsModule,
    CheckoutModule,
    StockAlertsModule,
  ],
})
export class WorkerModule {}
