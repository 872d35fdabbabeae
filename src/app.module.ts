import { Module } from '@nestjs/common';
import { ApiModule } from './api/api.module.js';
import { VisitorsWaitModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { LiveModule } from './platform/live/live.module.js';
import { OverloadModule } from './platform/overload/overload.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { SessionModule } from './platform/session/session.module.js';
import { CartModule } from './shop/cart/cart.module.js';
import { CatalogModule } from './shop/catalog/catalog.module.js';
import { CheckoutModule } from './shop/checkout/checkout.module.js';
import { CreditModule } from './shop/credit/credit.module.js';
import { CustomersModule } from './shop/customers/customers.module.js';
import { DeliveryModule } from './shop/delivery/delivery.module.js';
import { DocumentsModule } from './shop/documents/documents.module.js';
import { FulfilmentModule } from './shop/fulfilment/fulfilment.module.js';
import { ReviewsModule } from './shop/reviews/reviews.module.js';
import { ReturnsModule } from './shop/returns/returns.module.js';
import { InventoryModule } from './shop/inventory/inventory.module.js';
import { OrdersModule } from './shop/orders/orders.module.js';
import { PaymentsModule } from './shop/payments/payments.module.js';
import { WishlistsModule } from './shop/wishlists/wishlists.module.js';
import { PromotionsModule } from './shop/promotions/promotions.module.js';
import { TaxModule } from './shop/tax/tax.module.js';
import { StorefrontModule } from './storefront/storefront.module.js';

const ground = [VisitorsWaitModule, PlatformModule, SessionModule, HealthModule, LiveModule, OverloadModule];
const nouns = [
  CatalogModule,
  InventoryModule,
  CreditModule,
  CustomersModule,
  PaymentsModule,
  DeliveryModule,
  TaxModule,
  PromotionsModule,
  CartModule,
  OrdersModule,
  DocumentsModule,
  FulfilmentModule,
  ReturnsModule,
  ReviewsModule,
  WishlistsModule,
  CheckoutModule,
];

/** Every module of the shop, floor by floor. */
@Module({ imports: [...ground, ...nouns, ApiModule, StorefrontModule] })
export class AppModule {}
