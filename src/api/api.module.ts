import { Module } from '@nestjs/common';
import { CheckoutModule } from '../shop/checkout/checkout.module.js';
import { PaymentsModule } from '../shop/payments/payments.module.js';
import { PaymentWebhook } from './payment-webhook.service.js';

/** What other servers call. */
@Module({ imports: [PaymentsModule, CheckoutModule], providers: [PaymentWebhook] })
export class ApiModule {}
