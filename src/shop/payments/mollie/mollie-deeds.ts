import type { DeedRequest, DeedResult } from '../gateway.js';
import { mollieAmount } from './mollie-amount.js';
import { isClearNo, reasonOf } from './mollie-answers.js';
import type { MollieApi } from './mollie-api.js';
import type { MollieClient } from './mollie-client.js';

type Payment = Awaited<ReturnType<MollieApi['getPayment']>>;
/** A capture or refund as Mollie lists it. */
interface Made {
  id: string;
  status: string;
  metadata?: unknown;
}

const UNSENDABLE = { status: 'refused', reason: 'amount_not_chargeable' } as const;
const FAILED = ['failed', 'canceled'];
const PAGE = 250;

/**
 * What is done to a payment at Mollie. Mollie forgets idempotency keys after an hour, so captures and refunds carry ours in
 * their metadata, and each deed looks whether it is done before it does it.
 */
export class MollieDeeds {
  constructor(private readonly client: MollieClient) {}

  /** Takes `amount`, and lets the rest go: there is one capture for an order. */
  async capture(request: DeedRequest): Promise<DeedResult> {
    const { reference, idempotencyKey, currency } = request;
    const value = mollieAmount(request.amount, currency);
    if (value === null) return UNSENDABLE;
    const payment = await this.get(reference);
    const earlier = payment.authorizedAt ? await this.captureOf(reference, idempotencyKey) : null;
    if (earlier === null && isAllTaken(payment, value)) return { status: 'done', reference };
    if (earlier === null) {
      const made = await this.makeCapture(reference, { value, currency }, idempotencyKey);
      if (made.status !== 'done') return made;
    }
    if (payment.amount.value !== value) await this.release(reference, `${idempotencyKey}-rest`);
    return { status: 'done', reference };
  }

  /** Lets the money go, whatever has become of the payment: what was paid already is given back. */
  async void(reference: string, idempotencyKey: string): Promise<DeedResult> {
    const payment = await this.get(reference);
    if ([...FAILED, 'expired'].includes(payment.status)) return { status: 'done', reference };
    if (payment.status === 'authorized') return this.release(reference, idempotencyKey);
    if (payment.status === 'paid') return this.giveBack(payment, idempotencyKey);
    // Mollie cannot stop every payment that is under way; one that it cannot stop expires by itself.
    if (!payment.isCancelable)
      return { status: 'refused', reason: `cannot be cancelled while ${payment.status}` };
    return this.client
      .call((api) => api.cancelPayment({ paymentId: reference, idempotencyKey }))
      .then(() => ({ status: 'done', reference }) as const, saidNo);
  }

  async refund(request: DeedRequest): Promise<DeedResult> {
    const { reference, idempotencyKey, currency } = request;
    const value = mollieAmount(request.amount, currency);
    if (value === null) return UNSENDABLE;
    return this.makeRefund(reference, { value, currency }, idempotencyKey);
  }

  private giveBack({ id, amount, amountRemaining }: Payment, idempotencyKey: string): Promise<DeedResult> {
    const { value, currency } = amountRemaining ?? amount;
    if (Number(value) === 0) return Promise.resolve({ status: 'done', reference: id });
    return this.makeRefund(id, { value, currency }, idempotencyKey);
  }

  private get(paymentId: string): Promise<Payment> {
    return this.client.call((api) => api.getPayment({ paymentId }));
  }

  private async captureOf(paymentId: string, idempotencyKey: string): Promise<Made | null> {
    const { result } = await this.client.call((api) => api.listCaptures({ paymentId, limit: PAGE }));
    return ofKey(result.embedded.captures, idempotencyKey);
  }

  private makeCapture(
    paymentId: string,
    amount: { value: string; currency: string },
    idempotencyKey: string,
  ): Promise<DeedResult> {
    const entityCapture = { amount, metadata: { key: idempotencyKey } };
    return this.client
      .call((api) => api.createCapture({ paymentId, idempotencyKey, entityCapture }))
      .then(madeResult, saidNo);
  }

  private async makeRefund(
    paymentId: string,
    amount: { value: string; currency: string },
    idempotencyKey: string,
  ): Promise<DeedResult> {
    const { result } = await this.client.call((api) => api.listRefunds({ paymentId, limit: PAGE }));
    const earlier = ofKey(result.embedded.refunds, idempotencyKey);
    if (earlier) return madeResult(earlier);
    const refundRequest = { amount, description: idempotencyKey, metadata: { key: idempotencyKey } };
    return this.client
      .call((api) => api.createRefund({ paymentId, idempotencyKey, refundRequest }))
      .then(madeResult, saidNo);
  }

  private release(paymentId: string, idempotencyKey: string): Promise<DeedResult> {
    return this.client
      .call((api) => api.releaseAuthorization({ paymentId, idempotencyKey }))
      .then(() => ({ status: 'done', reference: paymentId }) as const, saidNo);
  }
}

/** Paid at once, or captured in the dashboard: nothing is left to take. */
const isAllTaken = ({ status, amount, amountCaptured }: Payment, value: string): boolean =>
  status === 'paid' && (amountCaptured ?? amount).value === value;

/** The one that stands and was made under this key. */
const ofKey = <T extends Made>(all: readonly T[], key: string): T | null =>
  all.find(
    ({ status, metadata }) =>
      !FAILED.includes(status) && (metadata as { key?: unknown } | null | undefined)?.key === key,
  ) ?? null;

const madeResult = ({ id, status }: Made): DeedResult =>
  FAILED.includes(status) ? { status: 'refused', reason: status } : { status: 'done', reference: id };

/** Errors: what is no clear no, which counts as unknown. */
function saidNo(error: unknown): DeedResult {
  if (isClearNo(error)) return { status: 'refused', reason: reasonOf(error) };
  throw error;
}
