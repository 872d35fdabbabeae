import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { safeInteger } from '../../platform/database/columns.js';
import { isDuplicateKey } from '../../platform/database/database.js';
import { CustomerRecord, type RememberedAddress } from './customer.entity.js';

type CustomerRow = Omit<CustomerRecord, 'lastAddress'> & { lastAddress: string | null };
type NewCustomer = Omit<CustomerRecord, 'id' | 'epoch' | 'lastAddress' | 'emailConfirmedAt'>;

/** Whom a mail about an account is for. */
export type Recipient = Pick<CustomerRecord, 'id' | 'email' | 'firstName' | 'emailConfirmedAt'>;

/** Sessions of this customer with an older epoch are over. */
export interface CustomerEpoch {
  customerId: number;
  epoch: number;
}

export interface EndedSessions extends CustomerEpoch {
  endedAt: Date;
}

const SELECT = `SELECT id, email, password_hash AS passwordHash, first_name AS firstName, last_name AS lastName,
    session_epoch AS epoch, email_confirmed_at AS emailConfirmedAt, last_address AS lastAddress, created_at AS createdAt
    FROM customers`;

@Injectable()
export class CustomerRepository {
  constructor(@InjectRepository(CustomerRecord) private readonly customers: Repository<CustomerRecord>) {}

  findByEmail(email: string): Promise<CustomerRecord | null> {
    return this.findOne(`${SELECT} WHERE email = ?`, email);
  }

  /** Asked for by every request of somebody who is signed in. */
  findById(id: number): Promise<CustomerRecord | null> {
    return this.findOne(`${SELECT} WHERE id = ?`, id);
  }

  /** The new customer's id, or null when the e-mail address has an account already (also one made a moment ago). */
  async insert(tx: EntityManager, customer: NewCustomer): Promise<number | null> {
    const row = { ...customer, epoch: 1, emailConfirmedAt: null, lastAddress: null };
    try {
      const result = await tx.insert(CustomerRecord, row);
      return safeInteger(result.identifiers[0]!['id'] as number | string);
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /**
   * Raises the epoch by one and notes when, in one statement; sets a new password with it, when there is one. Every
   * caller gets an epoch of its own, also of two at the same moment: only the session begun with the last one counts.
   * Null: no such customer, or the epoch is no longer `from`.
   */
  async raiseEpoch(
    id: number,
    change: { passwordHash?: string; from?: number } = {},
    tx?: EntityManager,
  ): Promise<number | null> {
    const { passwordHash = null, from = null } = change;
    const sql = `UPDATE customers SET session_epoch = LAST_INSERT_ID(session_epoch + 1),
        sessions_ended_at = UTC_TIMESTAMP(3), password_hash = COALESCE(?, password_hash)
        WHERE id = ? AND session_epoch = COALESCE(?, session_epoch)`;
    const values = [passwordHash, id, from];
    const done = await (tx ?? this.customers).query<{ affectedRows: number; insertId: number }>(sql, values);
    return done.affectedRows === 1 ? done.insertId : null;
  }

  /** The customer with this address, whose row nobody else changes until `tx` ends. */
  async lockByEmail(tx: EntityManager, email: string): Promise<Recipient | null> {
    const sql = `SELECT id, email, first_name AS firstName, email_confirmed_at AS emailConfirmedAt FROM customers
        WHERE email = ? FOR UPDATE`;
    const [row] = await tx.query<Recipient[]>(sql, [email]);
    return row ?? null;
  }

  /** The customer, whose row nobody else changes until `tx` ends; with `epoch`, only while it is still that. */
  async lockById(tx: EntityManager, id: number, epoch: number | null = null): Promise<Recipient | null> {
    const sql = `SELECT id, email, first_name AS firstName, email_confirmed_at AS emailConfirmedAt FROM customers
        WHERE id = ? AND session_epoch = COALESCE(?, session_epoch) FOR UPDATE`;
    const [row] = await tx.query<Recipient[]>(sql, [id, epoch]);
    return row ?? null;
  }

  /** Another address, whose owner has just confirmed it. False when another account has it. */
  async setEmail(tx: EntityManager, id: number, email: string, at: Date): Promise<boolean> {
    try {
      await tx.query('UPDATE customers SET email = ?, email_confirmed_at = ? WHERE id = ?', [email, at, id]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Notes that the owner of the account reads what is sent to `email`; of another address, nothing. The first time counts. */
  async setConfirmed(tx: EntityManager, id: number, email: string, at: Date): Promise<void> {
    const sql = `UPDATE customers SET email_confirmed_at = COALESCE(email_confirmed_at, ?) WHERE id = ? AND email = ?`;
    await tx.query(sql, [at, id, email]);
  }

  count(): Promise<number> {
    return this.customers.count();
  }

  /** Raises the epoch of the next customers after that one, by their ids. */
  async raiseEpochsAfter(customerId: number, limit: number): Promise<CustomerEpoch[]> {
    const next = 'SELECT id FROM customers WHERE id > ? ORDER BY id LIMIT ?';
    const ids = await this.customers.query<{ id: number }[]>(next, [customerId, limit]);
    if (ids.length === 0) return [];
    const range = [customerId, ids.at(-1)!.id];
    const raise = `UPDATE customers SET session_epoch = session_epoch + 1, sessions_ended_at = UTC_TIMESTAMP(3)
        WHERE id > ? AND id <= ?`;
    await this.customers.query(raise, range);
    const raised = `SELECT id AS customerId, session_epoch AS epoch FROM customers
        WHERE id > ? AND id <= ? ORDER BY id`;
    return this.customers.query<CustomerEpoch[]>(raised, range);
  }

  /** The next customers whose sessions were ended after that one's, oldest end first. */
  endedAfter(after: { endedAt: Date; customerId: number }, limit: number): Promise<EndedSessions[]> {
    const sql = `SELECT id AS customerId, session_epoch AS epoch, sessions_ended_at AS endedAt FROM customers
        WHERE sessions_ended_at >= ? AND NOT (sessions_ended_at = ? AND id <= ?)
        ORDER BY sessions_ended_at, id LIMIT ?`;
    const { endedAt, customerId } = after;
    return this.customers.query<EndedSessions[]>(sql, [endedAt, endedAt, customerId, limit]);
  }

  /** Another hash of the same password; of a password that was changed meanwhile, nothing. */
  async renewHash(id: number, before: string, after: string): Promise<void> {
    await this.customers.update({ id, passwordHash: before }, { passwordHash: after });
  }

  async setLastAddress(id: number, lastAddress: RememberedAddress): Promise<void> {
    await this.customers.update({ id }, { lastAddress });
  }

  /** Locks the customer's row until the transaction ends; false when there is none. */
  async hold(tx: EntityManager, id: number): Promise<boolean> {
    const rows: unknown[] = await tx.query('SELECT id FROM customers WHERE id = ? FOR UPDATE', [id]);
    return rows.length > 0;
  }

  /** Until the transaction ends, the customer stays; several may hold one so. False when there is none. */
  async share(tx: EntityManager, id: number): Promise<boolean> {
    const rows: unknown[] = await tx.query('SELECT id FROM customers WHERE id = ? LOCK IN SHARE MODE', [id]);
    return rows.length > 0;
  }

  /** Addresses, groups and whatever else is only the account's go with it. */
  async delete(tx: EntityManager, id: number): Promise<void> {
    await tx.query('DELETE FROM customers WHERE id = ?', [id]);
  }

  /** By plain SQL, which takes half the time of building an entity. */
  private async findOne(sql: string, key: number | string): Promise<CustomerRecord | null> {
    const [row] = await this.customers.query<CustomerRow[]>(sql, [key]);
    if (!row) return null;
    const { lastAddress, ...rest } = row;
    const address = lastAddress === null ? null : (JSON.parse(lastAddress) as RememberedAddress);
    return { ...rest, lastAddress: address };
  }
}
