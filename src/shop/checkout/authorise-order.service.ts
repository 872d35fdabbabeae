import { Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import { inLanguage } from '../../platform/language/current-language.js';
import { pageAddress } from '../../platform/language/page-address.js';
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

  /** The order as it is afterwards. Safe to repeat: the order's number is the idempotency key. `amount`: of its tender. */
  async authorise(order: Order, choice: PaymentChoice, amount: Minor): Promise<Order> {
    const answer = await this.payments.authorise(choice.gateway, {
      orderNumber: order.number,
      amount,
      currency: order.currency,
      idempotencyKey: order.number,
      customerId: order.customerId,
      details: choice.details,
      // With its language, and noted with the payment: a repeat by the worker is the same to the letter.
      returnUrl: inLanguage(order.language, () => pageAddress(`/orders/${order.token}`)),
    });
    return this.results.apply(order, answer, {
      tender: { gateway: choice.gateway, amount },
      reason: 'declined',
      mailsTheNo: false,
    });
  }
}
