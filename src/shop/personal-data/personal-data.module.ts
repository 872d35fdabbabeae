import { Module } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CheckoutModule } from '../checkout/checkout.module.js';
import { CreditModule } from '../credit/credit.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { NewsletterModule } from '../newsletter/newsletter.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ReturnsModule } from '../returns/returns.module.js';
import { ReviewsModule } from '../reviews/reviews.module.js';
import { StockAlertsModule } from '../stock-alerts/stock-alerts.module.js';
import { WishlistsModule } from '../wishlists/wishlists.module.js';
import { CloseAccountService } from './close-account.service.js';
import { ExportDataService } from './export-data.service.js';

@Module({
  imports: [
    CartModule,
    CatalogModule,
    CheckoutModule,
    CreditModule,
    CustomersModule,
    NewsletterModule,
    OrdersModule,
    PaymentsModule,
    PromotionsModule,
    ReturnsModule,
    ReviewsModule,
    StockAlertsModule,
    WishlistsModule,
  ],
  providers: [CloseAccountService, ExportDataService],
  exports: [CloseAccountService, ExportDataService],
})
export class PersonalDataModule {}
