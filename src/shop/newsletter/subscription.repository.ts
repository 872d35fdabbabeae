import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { Subscription } from './subscription.js';

const SELECT = `SELECT id, email, token, wording, language, asks, asked_at AS askedAt, confirmed_at AS confirmedAt
  FROM newsletter_subscriptions`;

export type Asked = Pick<Subscription, 'email' | 'token' | 'wording' | 'language' | 'askedAt'> & {
  customerId: number | null;
};

/** The table `newsletter_subscriptions`. */
@Injectable()
export class SubscriptionRepository {
  constructor(private readonly database: Database) {}

  /** Notes the wish and answers the row. Of an address that has said yes, what it said yes to stays. */
  async ask(tx: EntityManager, asked: Asked): Promise<Subscription> {
    const { email, token, wording, language, askedAt, customerId } = asked;
    await tx.query(
      `INSERT INTO newsletter_subscriptions (email, token, wording, language, asked_at, asked_by)
       VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE asks = asks + 1, asked_by = VALUES(asked_by),
         wording = IF(confirmed_at IS NULL, VALUES(wording), wording),
         language = IF(confirmed_at IS NULL, VALUES(language), language),
         asked_at = IF(confirmed_at IS NULL, VALUES(asked_at), asked_at)`,
      [email, token, wording, language, askedAt, customerId],
    );
    const rows: Subscription[] = await tx.query(`${SELECT} WHERE email = ?`, [email]);
    return rows[0]!;
  }

  async byToken(token: string): Promise<Subscription | null> {
    return (await this.database.query<Subscription>(`${SELECT} WHERE token = ?`, [token]))[0] ?? null;
  }

  /** Confirmed twice is confirmed once. Whoever asked from an account has it there from now on; an address of before leaves it. */
  async confirm(tx: EntityManager, id: number, at: Date): Promise<void> {
    const rows: { askedBy: number | null }[] = await tx.query(
      'SELECT asked_by AS askedBy FROM newsletter_subscriptions WHERE id = ? FOR UPDATE',
      [id],
    );
    const customerId = rows[0]?.askedBy ?? null;
    if (customerId !== null)
      await tx.query(
        'UPDATE newsletter_subscriptions SET customer_id = NULL WHERE customer_id = ? AND id <> ?',
        [customerId, id],
      );
    await tx.query(
      `UPDATE newsletter_subscriptions SET confirmed_at = COALESCE(confirmed_at, ?), asked_by = NULL,
       customer_id = COALESCE(?, customer_id) WHERE id = ?`,
      [at, customerId, id],
    );
  }

  async deleteByToken(token: string): Promise<void> {
    await this.database.execute('DELETE FROM newsletter_subscriptions WHERE token = ?', [token]);
  }

  /** Those of an account, and what it has asked for. */
  async ofCustomer(customerId: number): Promise<(Subscription & { isOwn: number })[]> {
    return this.database.query(
      `${SELECT.replace(' FROM', ', customer_id IS NOT NULL AS isOwn FROM')} WHERE customer_id = ? OR asked_by = ?
       ORDER BY customer_id IS NULL, id`,
      [customerId, customerId],
    );
  }

  async deleteOfCustomer(customerId: number): Promise<void> {
    await this.database.execute('DELETE FROM newsletter_subscriptions WHERE customer_id = ?', [customerId]);
  }

  /** Confirmed ones behind `afterId`, by id. */
  confirmed(afterId: number, limit: number): Promise<Subscription[]> {
    return this.database.query<Subscription>(
      `${SELECT} WHERE confirmed_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?`,
      [afterId, limit],
    );
  }

  /** Who has not said yes for so long. */
  async deleteUnconfirmed(days: number, limit: number): Promise<number> {
    const { affectedRows } = await this.database.execute(
      `DELETE FROM newsletter_subscriptions
       WHERE confirmed_at IS NULL AND asked_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY LIMIT ?`,
      [days, limit],
    );
    return affectedRows;
  }
}
