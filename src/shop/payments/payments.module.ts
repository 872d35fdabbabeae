import { Module } from '@nestjs/common';
import { ENV, type Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import type { PaymentGateway } from './gateway.js';
import { InvoiceGateway } from './invoice-gateway.js';
import { MOLLIE, mollieClient, type MollieClient } from './mollie/mollie-client.js';
import { MollieEvents } from './mollie/mollie-events.js';
import { MolliePagesService } from './mollie/mollie-pages.service.js';
import { MolliePaymentRepository } from './mollie/mollie-payment.repository.js';
import { MollieGateway } from './mollie-gateway.js';
import { PaymentEventRepository } from './payment-event.repository.js';
import { PaymentEventsService } from './payment-events.service.js';
import { STRIPE, stripeClient, type StripeClient } from './stripe/stripe-client.js';
import { LeaveStripeService } from './stripe/leave-stripe.service.js';
import { StripeCardsService } from './stripe/stripe-cards.service.js';
import { StripeCustomerRepository } from './stripe/stripe-customer.repository.js';
import { StripeCustomersService } from './stripe/stripe-customers.service.js';
import { StripePagesService } from './stripe/stripe-pages.service.js';
import { StripePaymentRepository } from './stripe/stripe-payment.repository.js';
import { StripeGateway } from './stripe-gateway.js';
import { GATEWAYS, PaymentsService } from './payments.service.js';
import { TenderRepository } from './tender.repository.js';
import { TendersService } from './tenders.service.js';
import { TestCardGateway } from './test-card-gateway.js';
import { TestCardsService } from './test-cards.service.js';

/** The test cards exist only outside production, and only while TEST_CARD_GATEWAY is on. */
export function testCards(env: Pick<Env, 'NODE_ENV' | 'TEST_CARD_GATEWAY'>, database: Database) {
  const isOn = env.NODE_ENV !== 'production' && env.TEST_CARD_GATEWAY === 'on';
  return isOn ? new TestCardGateway(database, env.NODE_ENV) : null;
}

/** Stripe exists only when its keys are set. */
const stripeGateway = (
  client: StripeClient | null,
  payments: StripePaymentRepository,
  customers: StripeCustomersService,
) => client && new StripeGateway(client, payments, customers);

/** Mollie exists only when its key is set. */
const mollieGateway = (client: MollieClient | null, payments: MolliePaymentRepository) =>
  client && new MollieGateway(client, payments);

@Module({
  providers: [
    InvoiceGateway,
    { provide: TestCardGateway, inject: [ENV, Database], useFactory: testCards },
    { provide: STRIPE, inject: [ENV], useFactory: stripeClient },
    StripePaymentRepository,
    StripeCustomerRepository,
    StripeCustomersService,
    StripeCardsService,
    LeaveStripeService,
    StripePagesService,
    {
      provide: StripeGateway,
      inject: [STRIPE, StripePaymentRepository, StripeCustomersService],
      useFactory: stripeGateway,
    },
    { provide: MOLLIE, inject: [ENV], useFactory: mollieClient },
    MolliePaymentRepository,
    MolliePagesService,
    MollieEvents,
    { provide: MollieGateway, inject: [MOLLIE, MolliePaymentRepository], useFactory: mollieGateway },
    {
      provide: GATEWAYS,
      inject: [StripeGateway, MollieGateway, InvoiceGateway, TestCardGateway],
      useFactory: (...gateways: (PaymentGateway | null)[]) => gateways.filter((gateway) => gateway !== null),
    },
    PaymentsService,
    PaymentEventRepository,
    PaymentEventsService,
    TenderRepository,
    TendersService,
    TestCardsService,
  ],
  exports: [
    PaymentsService,
    LeaveStripeService,
    StripePagesService,
    StripeCardsService,
    MolliePagesService,
    PaymentEventsService,
    TendersService,
    TestCardsService,
  ],
})
export class PaymentsModule {}
