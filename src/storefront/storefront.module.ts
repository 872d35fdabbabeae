import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
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
import { AccountDoor } from './account-door.service.js';
import { AccountDataController } from './account-data.controller.js';
import { AccountDataPages } from './account-data-pages.service.js';
import { AccountNewsletterController } from './account-newsletter.controller.js';
import { AccountController } from './account.controller.js';
import { AddressesController } from './addresses.controller.js';
import { AddLane } from './add-lane.service.js';
import { AgreedTerms } from './agreed-terms.service.js';
import { AwayCart } from './away-cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { CartJsonController } from './cart-json.controller.js';
import { CartPages } from './cart-pages.service.js';
import { CartRefusals } from './cart-refusals.service.js';
import { CartSavedController } from './cart-saved.controller.js';
import { CartReadAhead } from './cart-read-ahead.js';
import { SessionsReadAhead } from './sessions-read-ahead.js';
import { CardsController } from './cards.controller.js';
import { CartController } from './cart.controller.js';
import { CheckoutCheckController } from './checkout-check.controller.js';
import { CheckoutConfirmController } from './checkout-confirm.controller.js';
import { CheckoutDeliveryController } from './checkout-delivery.controller.js';
import { CheckoutOrdersController } from './checkout-orders.controller.js';
import { CheckoutPayController } from './checkout-pay.controller.js';
import { CheckoutPaymentController } from './checkout-payment.controller.js';
import { CheckoutReservationController } from './checkout-reservation.controller.js';
import { CheckoutReviewController } from './checkout-review.controller.js';
import { CheckoutPages } from './checkout-pages.service.js';
import { CheckoutController } from './checkout.controller.js';
import { ConfirmController } from './confirm.controller.js';
import { ContactController } from './contact.controller.js';
import { CompareChoiceController } from './compare-choice.controller.js';
import { CompareController } from './compare.controller.js';
import { Compared } from './compared.service.js';
import { ContentFacts } from './content-facts.service.js';
import { ContentPageController } from './content-page.controller.js';
import { ContentPages } from './content-pages.service.js';
import { CouponController } from './coupon.controller.js';
import { CustomerDoor } from './customer-door.service.js';
import { CollectionController } from './collection.controller.js';
import { CurrencyController } from './currency.controller.js';
import { DiscountCodes } from './discount-codes.service.js';
import { StyleguideController } from './styleguide/styleguide.controller.js';
import { HomeSections } from './home-sections.service.js';
import { ExtendReservation } from './extend-reservation.service.js';
import { GiftCardController } from './gift-card.controller.js';
import { HomeController } from './home.controller.js';
import { OldTermsController } from './old-terms.controller.js';
import { NewsletterController } from './newsletter.controller.js';
import { OnlyThisDevice } from './only-this-device.service.js';
import { LiveCart } from './live-cart.service.js';
import { MailPreview } from './mail-preview/mail-preview.service.js';
import { OrderAgainController } from './order-again.controller.js';
import { OrderChangesController } from './order-changes.controller.js';
import { OrderDocumentsController } from './order-documents.controller.js';
import { OrderPages } from './order-pages.service.js';
import { OrderReturnsController } from './order-returns.controller.js';
import { OrderReviewsController } from './order-reviews.controller.js';
import { OrderController } from './order.controller.js';
import { PasswordController } from './password.controller.js';
import { AtomController } from './outward/atom.controller.js';
import { GoogleFeedController } from './outward/google-feed.controller.js';
import { KeptFiles } from './outward/kept-files.service.js';
import { RobotsController } from './outward/robots.controller.js';
import { SitemapController } from './outward/sitemap.controller.js';
import { Promises } from './page/promises.service.js';
import { ProductController } from './product.controller.js';
import { DeliveryBook } from './delivery-book.service.js';
import { DeliveryEstimate } from './delivery-estimate.service.js';
import { SearchController } from './search.controller.js';
import { DeliveryModule } from '../shop/delivery/delivery.module.js';
import { TermsModule } from '../shop/terms/terms.module.js';
import { TaxModule } from '../shop/tax/tax.module.js';
import { HoleFilling } from './page/hole-filling.service.js';
import { KeptPages } from './page/kept-pages.js';
import { PageService } from './page/page.service.js';
import { ShopHeader } from './page/shop-header.service.js';
import { VisitorLane } from './page/visitor-lane.js';
import { ProductJsonController } from './product-json/product-json.controller.js';
import { SuggestController } from './product-json/suggest.controller.js';
import { ReviewsController } from './reviews.controller.js';
import { RecentController } from './recent.controller.js';
import { RecoverController } from './recover.controller.js';
import { RegisterController } from './register.controller.js';
import { SessionsController } from './sessions.controller.js';
import { DrawnController } from './share/drawn.controller.js';
import { ShareController } from './share/share.controller.js';
import { SharePictures } from './share/share-pictures.service.js';
import { ShopErrorFilter } from './shop-error.filter.js';
import { ShippingRatesController } from './shipping-rates.controller.js';
import { SignInController } from './sign-in.controller.js';
import { StockAlertController } from './stock-alert.controller.js';
import { StepCodes } from './step-codes.service.js';
import { UseCode } from './use-code.service.js';
import { WishesController } from './wishes.controller.js';
import { WishlistPages } from './wishlist-pages.service.js';
import { WishlistController } from './wishlist.controller.js';
import { VisitorPrices } from './visitor-prices.service.js';

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
  // `/products/:handle.js` and `/pages/gift-card` come before the pages whose pattern would match them too.
  controllers: [
    ProductJsonController,
    SuggestController,
    SitemapController,
    ShareController,
    DrawnController,
    RobotsController,
    GoogleFeedController,
    AtomController,
    HomeController,
    StyleguideController,
    CollectionController,
    ProductController,
    RecentController,
    ReviewsController,
    CompareController,
    CompareChoiceController,
    WishlistController,
    WishesController,
    StockAlertController,
    SearchController,
    GiftCardController,
    ContactController,
    OldTermsController,
    ContentPageController,
    AccountController,
    AddressesController,
    AccountNewsletterController,
    AccountDataController,
    NewsletterController,
    SessionsController,
    PasswordController,
    CardsController,
    SignInController,
    RecoverController,
    ConfirmController,
    RegisterController,
    CurrencyController,
    CouponController,
    CartController,
    CartSavedController,
    CartJsonController,
    ShippingRatesController,
    CheckoutController,
    CheckoutDeliveryController,
    CheckoutReviewController,
    CheckoutCheckController,
    CheckoutPaymentController,
    CheckoutOrdersController,
    CheckoutConfirmController,
    CheckoutPayController,
    CheckoutReservationController,
    OrderController,
    OrderDocumentsController,
    OrderChangesController,
    OrderAgainController,
    OrderReturnsController,
    OrderReviewsController,
  ],
  providers: [
    KeptFiles,
    SharePictures,
    AgreedTerms,
    ContentFacts,
    ContentPages,
    OrderPages,
    MailPreview,
    AddLane,
    AwayCart,
    AccountDoor,
    AccountDataPages,
    CartDeeds,
    CartPages,
    CartReadAhead,
    SessionsReadAhead,
    CartRefusals,
    CheckoutPages,
    CustomerDoor,
    DeliveryBook,
    DeliveryEstimate,
    DiscountCodes,
    ExtendReservation,
    StepCodes,
    UseCode,
    OnlyThisDevice,
    LiveCart,
    KeptPages,
    HoleFilling,
    VisitorLane,
    PageService,
    HomeSections,
    Promises,
    ShopHeader,
    Compared,
    WishlistPages,
    VisitorPrices,
    { provide: APP_FILTER, useClass: ShopErrorFilter },
  ],
})
export class StorefrontModule {}
