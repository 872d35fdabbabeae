import { Module } from '@nestjs/common';
import { CartModule } from '../shop/cart/cart.module.js';
import { CatalogModule } from '../shop/catalog/catalog.module.js';
import { OverloadModule } from '../platform/overload/overload.module.js';
import { CheckoutModule } from '../shop/checkout/checkout.module.js';
import { ContactModule } from '../shop/contact/contact.module.js';
import { CreditModule } from '../shop/credit/credit.module.js';
import { CustomersModule } from '../shop/customers/customers.module.js';
import { InventoryModule } from '../shop/inventory/inventory.module.js';
import { DocumentsModule } from '../shop/documents/documents.module.js';
import { NewsletterModule } from '../shop/newsletter/newsletter.module.js';
import { OrdersModule } from '../shop/orders/orders.module.js';
import { ReviewsModule } from '../shop/reviews/reviews.module.js';
import { ReturnsModule } from '../shop/returns/returns.module.js';
import { PersonalDataModule } from '../shop/personal-data/personal-data.module.js';
import { PaymentsModule } from '../shop/payments/payments.module.js';
import { PromotionsModule } from '../shop/promotions/promotions.module.js';
import { StockAlertsModule } from '../shop/stock-alerts/stock-alerts.module.js';
import { WishlistsModule } from '../shop/wishlists/wishlists.module.js';
import { DeliveryModule } from '../shop/delivery/delivery.module.js';
import { TermsModule } from '../shop/terms/terms.module.js';
import { TaxModule } from '../shop/tax/tax.module.js';
import { account } from './account/account.room.js';
import { cart } from './cart/cart.room.js';
import { catalog } from './catalog/catalog.room.js';
import { checkout } from './checkout/checkout.room.js';
import { compare } from './compare/compare.room.js';
import { content } from './content/content.room.js';
import { delivery } from './delivery/delivery.room.js';
import { home } from './home/home.room.js';
import { mailPreview } from './mail-preview/mail-preview.room.js';
import { orders } from './orders/orders.room.js';
import { outward } from './outward/outward.room.js';
import { page } from './page/page.room.js';
import { prices } from './prices/prices.room.js';
import { productJson } from './product-json/product-json.room.js';
import { share } from './share/share.room.js';
import { styleguide } from './styleguide/styleguide.room.js';
import { wishlist } from './wishlist/wishlist.room.js';

/** `/products/:handle.js` and `/pages/gift-card` come before the pages whose pattern would match them too. */
const ROOMS = [
  productJson,
  outward,
  share,
  home,
  styleguide,
  catalog,
  compare,
  wishlist,
  cart,
  content,
  account,
  prices,
  delivery,
  checkout,
  orders,
  page,
  mailPreview,
];

/** The pages that shoppers see. */
@Module({
  imports: [
    CatalogModule,
    InventoryModule,
    DeliveryModule,
    TaxModule,
    CartModule,
    CustomersModule,
    OrdersModule,
    DocumentsModule,
    ReturnsModule,
    ReviewsModule,
    WishlistsModule,
    PaymentsModule,
    PromotionsModule,
    CheckoutModule,
    CreditModule,
    StockAlertsModule,
    ContactModule,
    NewsletterModule,
    PersonalDataModule,
    TermsModule,
    OverloadModule,
  ],
  controllers: ROOMS.flatMap(({ controllers }) => controllers),
  providers: ROOMS.flatMap(({ providers }) => providers),
})
export class StorefrontModule {}
