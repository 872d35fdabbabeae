import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { StripePayment } from './stripe-payment.js';

const SELECT = `SELECT idempotency_key AS idempotencyKey, order_number AS orderNumber, amount, currency,
  return_url AS returnUrl, intent, session, session_intent AS sessionIntent, customer,
  attempt FROM stripe_payments`;

/** The table `stripe_payments`. */
@Injectable()
export class StripePaymentRepository {
  constructor(private readonly database: Database) {}

  byKey(idempotencyKey: string): Promise<StripePayment | null> {
    return this.find('idempotency_key = ?', [idempotencyKey]);
  }

  byOrder(orderNumber: string): Promise<StripePayment | null> {
    return this.find('order_number = ?', [orderNumber]);
  }

  /** By the id of any of its PaymentIntents, or of its Checkout Session. */
  byReference(reference: string): Promise<StripePayment | null> {
    return this.find('intent = ? OR session = ? OR session_intent = ?', [reference, reference, reference]);
  }

  /** Notes what will be asked; the first note of a key stays. */
  async note(
    payment: Omit<StripePayment, 'intent' | 'session' | 'sessionIntent' | 'attempt'>,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO stripe_payments (idempotency_key, order_number, amount, currency, return_url, customer, created_at)
       VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE idempotency_key = idempotency_key`,
      [
        payment.idempotencyKey,
        payment.orderNumber,
        payment.amount,
        payment.currency,
        payment.returnUrl,
        payment.customer,
      ],
    );
  }

  /**
   * The PaymentIntent that counts: the first one that was recorded. Two can have been made under two keys, and only the one
   * in the row is ever shown to anybody.
   */
  keepIntent(payment: StripePayment, intent: string): Promise<string> {
    return this.keep('intent', payment, intent);
  }

  /** The Checkout Session that counts, likewise. */
  keepSession(payment: StripePayment, session: string): Promise<string> {
    return this.keep('session', payment, session);
  }

  /**
   * Stripe has answered this question, and the answer is no use: whoever asks next takes the next key, and `customer`. The
   * payment as it is then.
   */
  async askAnew(payment: StripePayment, customer = payment.customer): Promise<StripePayment> {
    const { idempotencyKey, attempt } = payment;
    await this.database.execute(
      `UPDATE stripe_payments SET attempt = attempt + 1, customer = ? WHERE idempotency_key = ? AND attempt = ?`,
      [customer, idempotencyKey, attempt],
    );
    return (await this.byKey(idempotencyKey)) ?? payment;
  }

  async setSessionIntent(idempotencyKey: string, intent: string): Promise<void> {
    await this.database.execute('UPDATE stripe_payments SET session_intent = ? WHERE idempotency_key = ?', [
      intent,
      idempotencyKey,
    ]);
  }

  private async keep(
    column: 'intent' | 'session',
    { idempotencyKey }: StripePayment,
    id: string,
  ): Promise<string> {
    await this.database.execute(
      `UPDATE stripe_payments SET ${column} = ? WHERE idempotency_key = ? AND ${column} IS NULL`,
      [id, idempotencyKey],
    );
    return (await this.byKey(idempotencyKey))?.[column] ?? id;
  }

  private async find(where: string, values: string[]): Promise<StripePayment | null> {
    return (await this.database.query<StripePayment>(`${SELECT} WHERE ${where} LIMIT 1`, values))[0] ?? null;
  }
}
