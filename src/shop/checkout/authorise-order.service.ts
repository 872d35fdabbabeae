import { Injectable } from '@nestjs/common';
import type { Order } from '../orders/order.js';
import type { PaymentChoice } from '../payments/gateway.js';
import { PaymentsService } from '../payments/payments.service.js';
import { PaymentResultService } from './payment-result.service.js';

/** Asks the gateway for the money of a recorded order, with no rows locked, and records its answer. */
@Injectable()
export class AuthoriseOrderService {
  constructor(
    private readonly payments: PaymentsService,
    private readonly results: PaymentResultService,
  ) {}

  /** The order as it is afterwards. Safe to repeat: the order's number is the idempotency key. */
  async authorise(order: Order, choice: PaymentChoice): Promise<Order> {
    const answer = await this.payments.authorise(choice.gateway, {
      orderNumber: order.number,
      amount: order.total,
      currency: order.currency,
      idempotencyKey: order.number,
      details: choice.details,
      returnUrl: `/orders/${order.token}`,
    });
    return this.results.apply(order, answer, {
      gateway: choice.gateway,
      reason: 'declined',
      mailsTheNo: false,
    });
  }
}
