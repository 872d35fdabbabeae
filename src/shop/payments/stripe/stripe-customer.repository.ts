import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../../platform/database/database.js';

/** Who a customer is at Stripe; must survive JSON. `stripeCustomer`: null until the answer to the question under that key was recorded. */
export interface StripeCustomerRow {
  customerId: number;
  idempotencyKey: string;
  stripeCustomer: string | null;
}

const SELECT = `SELECT customer_id AS customerId, idempotency_key AS idempotencyKey, stripe_customer AS stripeCustomer
  FROM stripe_customers`;

/** The table `stripe_customers`. */
@Injectable()
export class StripeCustomerRepository {
  constructor(private readonly database: Database) {}

  /** Notes that Stripe will be asked for this customer, under `key` unless one is noted; the row as it is then. */
  async note(customerId: number, key: string): Promise<StripeCustomerRow> {
    await this.database.execute(
      `INSERT INTO stripe_customers (customer_id, idempotency_key, created_at) VALUES (?, ?, UTC_TIMESTAMP(3))
       ON DUPLICATE KEY UPDATE customer_id = customer_id`,
      [customerId, key],
    );
    const row = await this.find('customer_id = ?', customerId);
    if (!row) throw new Error(`customer ${customerId} was noted and is not there`);
    return row;
  }

  /** Stripe's id for a customer of the shop; null while there is none. */
  async idOf(customerId: number): Promise<string | null> {
    return (await this.find('customer_id = ?', customerId))?.stripeCustomer ?? null;
  }

  /** Whose id this is in the shop. */
  async ownerOf(stripeCustomer: string): Promise<number | null> {
    return (await this.find('stripe_customer = ?', stripeCustomer))?.customerId ?? null;
  }

  /** Records Stripe's answer to the question that had this key. */
  async keep({ customerId, idempotencyKey }: StripeCustomerRow, stripeCustomer: string): Promise<void> {
    await this.database.execute(
      'UPDATE stripe_customers SET stripe_customer = ? WHERE customer_id = ? AND idempotency_key = ?',
      [stripeCustomer, customerId, idempotencyKey],
    );
  }

  /** The question that had this key has its answer, and it is no use: the next one takes `key`. */
  async askAnew({ customerId, idempotencyKey }: StripeCustomerRow, key: string): Promise<void> {
    await this.database.execute(
      'UPDATE stripe_customers SET idempotency_key = ? WHERE customer_id = ? AND idempotency_key = ?',
      [key, customerId, idempotencyKey],
    );
  }

  /** Stripe knows this customer no more; whoever asks for another one does so under `key`. */
  async forget(stripeCustomer: string, key: string): Promise<void> {
    await this.database.execute(
      'UPDATE stripe_customers SET stripe_customer = NULL, idempotency_key = ? WHERE stripe_customer = ?',
      [key, stripeCustomer],
    );
  }

  /** Takes the row out; null when there is none. */
  async take(tx: EntityManager, customerId: number): Promise<StripeCustomerRow | null> {
    const rows: StripeCustomerRow[] = await tx.query(`${SELECT} WHERE customer_id = ? FOR UPDATE`, [
      customerId,
    ]);
    if (rows[0]) await tx.query('DELETE FROM stripe_customers WHERE customer_id = ?', [customerId]);
    return rows[0] ?? null;
  }

  private async find(where: string, value: number | string): Promise<StripeCustomerRow | null> {
    const rows = await this.database.query<StripeCustomerRow>(`${SELECT} WHERE ${where}`, [value]);
    return rows[0] ?? null;
  }
}
