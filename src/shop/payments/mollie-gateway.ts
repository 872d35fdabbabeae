import type { Authorisation, AuthoriseRequest, DeedRequest, DeedResult, PaymentGateway } from './gateway.js';
import { mollieAmount } from './mollie/mollie-amount.js';
import { answerOf, isClearNo, reasonOf } from './mollie/mollie-answers.js';
import type { MollieApi } from './mollie/mollie-api.js';
import type { MollieClient } from './mollie/mollie-client.js';
import { MollieDeeds } from './mollie/mollie-deeds.js';
import type { MolliePayment } from './mollie/mollie-payment.js';
import type { MolliePaymentRepository } from './mollie/mollie-payment.repository.js';
import { payPage } from './pay-page.js';
import { mollieLocale } from './pages-language.js';

/** `capture`: `later` sets the money aside, `at_once` takes it, which is all that bank payments can. */
const choice = (id: string, capture: 'later' | 'at_once') => ({
  id,
  gateway: 'mollie',
  details: { capture },
  labelKey: `checkout.payment.${id}`,
  hintKey: `checkout.payment.${id}_hint`,
  isTest: false,
});

/**
 * Payments on a page of Mollie. The shopper leaves for it and comes back; what became of the payment is asked, never read
 * from an address. Errors: whatever is not clear is thrown, and counts as `unknown` (payments.service.ts).
 */
export class MollieGateway implements PaymentGateway {
  readonly id = 'mollie';
  readonly choices = [choice('mollie_card', 'later'), choice('mollie_bank', 'at_once')];
  private readonly deeds: MollieDeeds;

  constructor(
    private readonly client: MollieClient,
    private readonly payments: MolliePaymentRepository,
  ) {
    this.deeds = new MollieDeeds(client);
  }

  async authorise(request: AuthoriseRequest): Promise<Authorisation> {
    const amount = mollieAmount(request.amount, request.currency);
    if (amount === null) return { status: 'declined', reason: 'currency_not_chargeable' };
    const isCapturedLater = request.details['capture'] !== 'at_once';
    await this.payments.note({ ...request, amount, isCapturedLater });
    return this.find(request.idempotencyKey) as Promise<Authorisation>;
  }

  /**
   * What was asked is in our table from before it was asked. No row: nothing was asked, and nothing can have been paid. A
   * payment that we know is looked up. When its answer got lost, the same question is asked again under the same key:
   * Mollie answers with the payment it made then. After an hour it has forgotten the key and makes another; that is sound
   * too, because nobody can pay one whose address never left Mollie, and it expires.
   */
  async find(idempotencyKey: string): Promise<Authorisation | { status: 'not_found' }> {
    const payment = await this.payments.byKey(idempotencyKey);
    if (!payment) return { status: 'not_found' };
    const { payment: id } = payment;
    if (id === null) return this.create(payment);
    const now = await this.client.call((api) => api.getPayment({ paymentId: id }));
    return answerOf(now, payPage(payment));
  }

  capture(request: DeedRequest): Promise<DeedResult> {
    return this.deeds.capture(request);
  }

  void({ reference, idempotencyKey }: Omit<DeedRequest, 'amount'>): Promise<DeedResult> {
    return this.deeds.void(reference, idempotencyKey);
  }

  refund(request: DeedRequest): Promise<DeedResult> {
    return this.deeds.refund(request);
  }

  private async create(payment: MolliePayment): Promise<Authorisation> {
    const { idempotencyKey } = payment;
    try {
      const made = await this.client.call((api) => api.createPayment(this.question(payment)));
      await this.payments.setPayment(idempotencyKey, made.id, made.links.checkout?.href ?? null);
      const kept = await this.payments.byKey(idempotencyKey);
      return kept?.payment === made.id
        ? answerOf(made, payPage(payment))
        : ((await this.find(idempotencyKey)) as Authorisation);
    } catch (error) {
      if (isClearNo(error)) return { status: 'declined', reason: reasonOf(error) };
      throw error;
    }
  }

  /** Takes everything from the row, so that a repeat is the same to the letter. */
  private question(payment: MolliePayment): Parameters<MollieApi['createPayment']>[0] {
    const { idempotencyKey, orderNumber, amount, currency, isCapturedLater } = payment;
    const { shopUrl, webhookUrl } = this.client;
    const locale = mollieLocale(payment);
    return {
      idempotencyKey,
      paymentRequest: {
        amount: { value: amount, currency },
        description: orderNumber,
        redirectUrl: `${shopUrl}${payPage(payment)}/return`,
        metadata: { order_number: orderNumber },
        ...(locale && { locale }),
        ...(webhookUrl === null ? {} : { webhookUrl }),
        ...(isCapturedLater ? { captureMode: 'manual' as const, method: 'creditcard' as const } : {}),
      },
    };
  }
}
