import type { AddressInfo } from 'node:net';
import type { TestingModule } from '@nestjs/testing';
import express from 'express';
import { PaymentWebhook } from '../../../src/api/payment-webhook.service.js';
import { paymentWebhooks } from '../../../src/api/payment-webhooks.routes.js';
import { ApplyPaymentEventsService } from '../../../src/shop/checkout/apply-payment-events.service.js';
import { PaymentEventsService } from '../../../src/shop/payments/payment-events.service.js';

/** The real address for events, alone, in front of the services of `module`. */
export async function webhookServer(module: TestingModule) {
  const webhook = new PaymentWebhook(module.get(PaymentEventsService), module.get(ApplyPaymentEventsService));
  const server = express().use(paymentWebhooks(webhook)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
