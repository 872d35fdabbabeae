import { Injectable, Logger } from '@nestjs/common';
import { ApplyPaymentEventsService } from '../shop/checkout/apply-payment-events.service.js';
import { PaymentEventsService } from '../shop/payments/payment-events.service.js';

/** Takes in what a payment provider tells: kept first, then applied while nobody waits. */
@Injectable()
export class PaymentWebhook {
  private readonly log = new Logger(PaymentWebhook.name);

  constructor(
    private readonly events: PaymentEventsService,
    private readonly applying: ApplyPaymentEventsService,
  ) {}

  get connected(): PaymentEventsService['connected'] {
    return this.events.connected;
  }

  /** False when the event is forged. Errors: UnavailableError when it could not be kept; the provider sends it again. */
  async take(body: Buffer, signature: string): Promise<boolean> {
    const event = await this.events.receive(body, signature);
    if (event?.reference && event.fact !== 'other') void this.apply(event.reference);
    return event !== null;
  }

  /**
   * Somebody says that a payment at Mollie has changed. Resolves when what Mollie says about it is kept; a payment that is
   * not ours is nothing to us. Errors: when Mollie could not be asked, or it could not be kept; the provider calls again.
   */
  async hearOf(reference: string): Promise<void> {
    if (await this.events.hearOf(reference)) void this.apply(reference);
  }

  /** What fails here, the worker does. */
  private async apply(reference: string): Promise<void> {
    try {
      await this.applying.applyOf(reference);
    } catch (error) {
      this.log.warn(`events of ${reference} wait for the worker: ${(error as Error).message}`);
    }
  }
}
