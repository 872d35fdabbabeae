import { Module } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CreditModule } from '../credit/credit.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ApplyPaymentEventsService } from './apply-payment-events.service.js';
import { AuthoriseOrderService } from './authorise-order.service.js';
import { TaxModule } from '../tax/tax.module.js';
import { CartReminderMailService } from './cart-reminder-mail.service.js';
import { CartRemindersService } from './cart-reminders.service.js';
import { CartPromotionsService } from './cart-promotions.service.js';
import { CartTotalsService } from './cart-totals.service.js';
import { CheckoutCreditService } from './checkout-credit.service.js';
import { CheckoutRepository } from './checkout.repository.js';
import { CheckoutService } from './checkout.service.js';
import { ClearCartService } from './clear-cart.service.js';
import { PaymentResultService } from './payment-result.service.js';
import { PaymentTries } from './payment-tries.js';
import { PendingPaymentsService } from './pending-payments.service.js';
import { PlaceOrderService } from './place-order.service.js';
import { QuoteService } from './quote.service.js';
import { SpendCreditService } from './spend-credit.service.js';

const services = [
  PaymentTries,
  CheckoutService,
  CheckoutCreditService,
  QuoteService,
  CartTotalsService,
  PlaceOrderService,
  PendingPaymentsService,
  ClearCartService,
  CartRemindersService,
  ApplyPaymentEventsService,
];

@Module({
  imports: [
    CartModule,
    CatalogModule,
    CreditModule,
    CustomersModule,
    DeliveryModule,
    InventoryModule,
    OrdersModule,
    PaymentsModule,
    PromotionsModule,
    TaxModule,
  ],
  providers: [
    ...services,
    CartReminderMailService,
    PaymentResultService,
    AuthoriseOrderService,
    SpendCreditService,
    CartPromotionsService,
    CheckoutRepository,
  ],
  exports: services,
})
export class CheckoutModule {}
