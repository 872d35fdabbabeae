import { Injectable } from '@nestjs/common';
import type { Authorisation, AuthoriseRequest, DeedRequest, DeedResult, PaymentGateway } from './gateway.js';

/**
 * Pay on invoice: the shop trusts the shopper, so every order is authorised at once. `capture` records that the money
 * came in, `refund` that it was sent back; both are done at the bank by people.
 */
@Injectable()
export class InvoiceGateway implements PaymentGateway {
  readonly id = 'invoice';
  readonly choices = [
    {
      id: 'invoice',
      gateway: this.id,
      details: {},
      labelKey: 'checkout.payment.invoice',
      hintKey: 'checkout.payment.invoice_hint',
      isTest: false,
    },
  ];

  authorise(request: AuthoriseRequest): Promise<Authorisation> {
    return Promise.resolve({ status: 'authorised', reference: this.reference(request.idempotencyKey) });
  }

  find(idempotencyKey: string): Promise<Authorisation> {
    return Promise.resolve({ status: 'authorised', reference: this.reference(idempotencyKey) });
  }

  capture(request: DeedRequest): Promise<DeedResult> {
    return Promise.resolve({ status: 'done', reference: request.reference });
  }

  void(request: Omit<DeedRequest, 'amount'>): Promise<DeedResult> {
    return Promise.resolve({ status: 'done', reference: request.reference });
  }

  refund(request: DeedRequest): Promise<DeedResult> {
    return Promise.resolve({ status: 'done', reference: request.idempotencyKey });
  }

  private reference(idempotencyKey: string): string {
    return `invoice-${idempotencyKey}`;
  }
}
