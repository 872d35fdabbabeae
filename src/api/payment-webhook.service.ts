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

  get isConnected(): boolean {
    return this.events.isConnected;
  }

  /** False when the event is forged. Errors: UnavailableError when it could not be kept; the provider sends it again. */
  async take(body: Buffer, signature: string): Promise<boolean> {
    const event = await this.events.receive(body, signature);
    if (event?.reference && event.fact !== 'other') void this.apply(event.reference);
    return event !== null;
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
