import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Address } from '../../core/orders/address.js';
import type { VatNumber } from '../../core/tax/reverse-charge.js';
import { Database } from '../../platform/database/database.js';
import { readJson } from '../../platform/database/json.js';
import { currentLanguage } from '../../platform/language/current-language.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { Checkout } from './checkout.js';

const COLUMNS = `token, cart_id AS cartId, email, shipping_address AS shippingAddress, billing_address AS billingAddress,
  vat_number AS vatNumber, delivery_method AS deliveryMethod, payment_choice AS paymentChoice, reminds,
  credit_accounts AS creditAccountIds`;

/** The columns a step may set, by their names in the table. */
export type CheckoutChange = Partial<
  Record<
    | 'email'
    | 'shipping_address'
    | 'billing_address'
    | 'vat_number'
    | 'delivery_method'
    | 'payment_choice'
    | 'reminds',
    unknown
  >
>;

type Row = Omit<
  Checkout,
  'shippingAddress' | 'billingAddress' | 'vatNumber' | 'creditAccountIds' | 'reminds'
> & {
  reminds: number;
  shippingAddress: unknown;
  billingAddress: unknown;
  vatNumber: unknown;
  creditAccountIds: unknown;
};

const jsonOf = <T>(value: unknown): T | null => (value === null ? null : readJson<T>(value));

const read = (row: Row): Checkout => ({
  ...row,
  shippingAddress: jsonOf<Address>(row.shippingAddress),
  billingAddress: jsonOf<Address>(row.billingAddress),
  vatNumber: jsonOf<VatNumber>(row.vatNumber),
  reminds: row.reminds === 1,
  creditAccountIds: jsonOf<number[]>(row.creditAccountIds) ?? [],
});

/** A checkout that somebody went away from and wants to be reminded of. */
export interface LeftCheckout {
  token: string;
  cartId: string;
  email: string;
  changedAt: Date;
  /** In which it was filled in; null for the shop's own. */
  language: string | null;
}

@Injectable()
export class CheckoutRepository {
  constructor(private readonly database: Database) {}

  async findOpen(cartId: string): Promise<Checkout | null> {
    const rows = await this.database.query<Row>(`SELECT ${COLUMNS} FROM checkouts WHERE open_cart_id = ?`, [
      cartId,
    ]);
    return rows[0] ? read(rows[0]) : null;
  }

  async exists(token: string): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM checkouts WHERE token = ?', [token]);
    return rows.length > 0;
  }

  /** Changes the open checkout of a cart, and the language in which it is filled in, and opens one when there is none. */
  async change(cartId: string, change: CheckoutChange, at: Date): Promise<void> {
    const row = { ...change, language: currentLanguage() };
    const names = Object.keys(row);
    const marks = names.map(() => '?').join(', ');
    const updates = [...names, 'changed_at'].map((name) => `${name} = VALUES(${name})`).join(', ');
    await this.database.execute(
      `INSERT INTO checkouts (token, cart_id, open_cart_id, changed_at, ${names.join(', ')})
       VALUES (?, ?, ?, ?, ${marks}) ON DUPLICATE KEY UPDATE ${updates}`,
      [randomKey(), cartId, cartId, at, ...Object.values(row)],
    );
  }

  /** Left between `before` and `after` hours ago, the oldest first. */
  findLeft({ after, before }: { after: number; before: number }, limit: number): Promise<LeftCheckout[]> {
    return this.database.query<LeftCheckout>(
      `SELECT token, cart_id AS cartId, email, changed_at AS changedAt, language FROM checkouts
       WHERE reminds = 1 AND open_cart_id IS NOT NULL AND email IS NOT NULL
         AND changed_at < UTC_TIMESTAMP(3) - INTERVAL ? HOUR AND changed_at > UTC_TIMESTAMP(3) - INTERVAL ? HOUR
       ORDER BY changed_at LIMIT ?`,
      [after, before, limit],
    );
  }

  /** True for the first one who ends it. */
  async endReminder(tx: EntityManager, token: string): Promise<boolean> {
    const result: { affectedRows: number } = await tx.query(
      'UPDATE checkouts SET reminds = 0 WHERE token = ? AND reminds = 1 AND open_cart_id IS NOT NULL',
      [token],
    );
    return result.affectedRows === 1;
  }

  /** Ids of gift cards and store credit of the open checkout, whose row is held from now on; null when there is none. */
  async lockCredits(tx: EntityManager, cartId: string): Promise<number[] | null> {
    const rows: { ids: unknown }[] = await tx.query(
      'SELECT credit_accounts AS ids FROM checkouts WHERE open_cart_id = ? FOR UPDATE',
      [cartId],
    );
    return rows[0] ? (jsonOf<number[]>(rows[0].ids) ?? []) : null;
  }

  async setCredits(tx: EntityManager, cartId: string, ids: readonly number[], at: Date): Promise<void> {
    await tx.query('UPDATE checkouts SET credit_accounts = ?, changed_at = ? WHERE open_cart_id = ?', [
      ids.length === 0 ? null : JSON.stringify(ids),
      at,
      cartId,
    ]);
  }

  /** The second click waits here until the first one has recorded its order. */
  async lock(tx: EntityManager, token: string): Promise<void> {
    await tx.query('SELECT id FROM checkouts WHERE token = ? FOR UPDATE', [token]);
  }

  /** After an order: the next visit of this cart begins a new checkout. */
  async close(tx: EntityManager, token: string, at: Date): Promise<void> {
    await tx.query('UPDATE checkouts SET open_cart_id = NULL, changed_at = ? WHERE token = ?', [at, token]);
  }

  /** After an order that came to nothing: what was filled in stays, under a new token. */
  async renew(tx: EntityManager, token: string, at: Date): Promise<void> {
    await tx.query(
      'UPDATE checkouts SET token = ?, changed_at = ? WHERE token = ? AND open_cart_id IS NOT NULL',
      [randomKey(), at, token],
    );
  }

  async deleteOpen(tx: EntityManager, cartId: string): Promise<void> {
    await tx.query('DELETE FROM checkouts WHERE open_cart_id = ?', [cartId]);
  }

  /** Closed ones are kept an hour for late clicks, open ones `days` after their last change. Answers how many went. */
  async deleteOld(days: number, limit: number): Promise<number> {
    const closed = await this.database.execute(
      `DELETE FROM checkouts WHERE open_cart_id IS NULL AND changed_at < UTC_TIMESTAMP(3) - INTERVAL 1 HOUR LIMIT ?`,
      [limit],
    );
    const abandoned = await this.database.execute(
      `DELETE FROM checkouts WHERE changed_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY LIMIT ?`,
      [days, limit],
    );
    return closed.affectedRows + abandoned.affectedRows;
  }
}
