import { Injectable } from '@nestjs/common';
import { MolliePaymentRepository } from './mollie-payment.repository.js';

/** Where shoppers pay at Mollie. */
@Injectable()
export class MolliePagesService {
  constructor(private readonly payments: MolliePaymentRepository) {}

  /** Address of Mollie's page for this order; null while Mollie has not told it. */
  async addressFor(orderNumber: string): Promise<string | null> {
    return (await this.payments.byOrder(orderNumber))?.checkoutUrl ?? null;
  }
}
