import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { MolliePayment } from './mollie-payment.js';

const SELECT = `SELECT idempotency_key AS idempotencyKey, order_number AS orderNumber, amount, currency,
  is_captured_later AS isCapturedLater, return_url AS returnUrl, payment, checkout_url AS checkoutUrl FROM mollie_payments`;

type Row = Omit<MolliePayment, 'isCapturedLater'> & { isCapturedLater: number };

/** The table `mollie_payments`. */
@Injectable()
export class MolliePaymentRepository {
  constructor(private readonly database: Database) {}

  byKey(idempotencyKey: string): Promise<MolliePayment | null> {
    return this.find('idempotency_key', idempotencyKey);
  }

  byOrder(orderNumber: string): Promise<MolliePayment | null> {
    return this.find('order_number', orderNumber);
  }

  /** By Mollie's id. */
  byReference(payment: string): Promise<MolliePayment | null> {
    return this.find('payment', payment);
  }

  /** Notes what will be asked; the first note of a key stays. */
  async note(payment: Omit<MolliePayment, 'payment' | 'checkoutUrl'>): Promise<void> {
    const { idempotencyKey, orderNumber, amount, currency, isCapturedLater, returnUrl } = payment;
    await this.database.execute(
      `INSERT INTO mollie_payments (idempotency_key, order_number, amount, currency, is_captured_later, return_url, created_at)
       VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE idempotency_key = idempotency_key`,
      [idempotencyKey, orderNumber, amount, currency, isCapturedLater, returnUrl],
    );
  }

  /**
   * Notes Mollie's answer: the first one that arrives stays, so that two who asked under a key that Mollie has forgotten
   * go on with the same payment.
   */
  async setPayment(idempotencyKey: string, payment: string, checkoutUrl: string | null): Promise<void> {
    await this.database.execute(
      'UPDATE mollie_payments SET payment = ?, checkout_url = ? WHERE idempotency_key = ? AND payment IS NULL',
      [payment, checkoutUrl, idempotencyKey],
    );
  }

  private async find(column: string, value: string): Promise<MolliePayment | null> {
    const [row] = await this.database.query<Row>(`${SELECT} WHERE ${column} = ? LIMIT 1`, [value]);
    return row ? { ...row, isCapturedLater: Boolean(row.isCapturedLater) } : null;
  }
}
