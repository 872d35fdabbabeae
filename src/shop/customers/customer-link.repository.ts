import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { LinkPurpose } from './customer-link.js';

export interface NewLink {
  tokenHash: string;
  customerId: number;
  purpose: LinkPurpose;
  /** Where it is sent. Only a link of the purpose `email` works while the account has another address. */
  email: string;
  /** Id of what asked for it in the outbox: later wishes have higher ones. */
  requestId: number;
  expiresAt: Date;
}

/** Whose link it is. */
export interface LinkOwner {
  customerId: number;
  email: string;
  firstName: string;
  lastName: string;
}

/** Another address for an account, once its owner has shown that they read what is sent there. */
export interface EmailChange {
  customerId: number;
  /** The address of now. */
  email: string;
  next: string;
}

/**
 * The table `customer_links`. Whoever changes a customer and their links in one transaction locks the customer first, so that
 * no two wait for each other.
 */
@Injectable()
export class CustomerLinkRepository {
  constructor(private readonly database: Database) {}

  /** Null: there is no such link, or it has ended, or the account has another address by now. */
  async findOwner(tokenHash: string, purpose: LinkPurpose, now: Date): Promise<LinkOwner | null> {
    const [owner] = await this.database.query<LinkOwner>(
      `SELECT c.id AS customerId, c.email, c.first_name AS firstName, c.last_name AS lastName
       FROM customer_links l JOIN customers c ON c.id = l.customer_id AND c.email = l.email
       WHERE l.token_hash = ? AND l.purpose = ? AND l.expires_at > ?`,
      [tokenHash, purpose, now],
    );
    return owner ?? null;
  }

  /** Whose address the link changes to `next`; null when it is dead. */
  async findChange(tokenHash: string, now: Date): Promise<EmailChange | null> {
    const [change] = await this.database.query<EmailChange>(
      `SELECT c.id AS customerId, c.email, l.email AS next FROM customer_links l JOIN customers c ON c.id = l.customer_id
       WHERE l.token_hash = ? AND l.purpose = 'email' AND l.expires_at > ?`,
      [tokenHash, now],
    );
    return change ?? null;
  }

  /**
   * Makes links of earlier wishes of this kind invalid; one of the same wish, whose mail may have left already, stays. False:
   * a later wish was faster, and nothing was kept.
   */
  async insert(tx: EntityManager, link: NewLink): Promise<boolean> {
    const { customerId, purpose, requestId } = link;
    const later = await tx.query<unknown[]>(
      'SELECT 1 FROM customer_links WHERE customer_id = ? AND purpose = ? AND request_id > ? LIMIT 1',
      [customerId, purpose, requestId],
    );
    if (later.length > 0) return false;
    await tx.query('DELETE FROM customer_links WHERE customer_id = ? AND purpose = ? AND request_id < ?', [
      customerId,
      purpose,
      requestId,
    ]);
    await tx.query(
      `INSERT INTO customer_links (token_hash, customer_id, purpose, email, request_id, expires_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [link.tokenHash, customerId, purpose, link.email, requestId, link.expiresAt],
    );
    return true;
  }

  /** Uses a link up. Of several at once one gets true. */
  async take(tx: EntityManager, tokenHash: string, purpose: LinkPurpose, now: Date): Promise<boolean> {
    const done = await tx.query<{ affectedRows: number }>(
      'DELETE FROM customer_links WHERE token_hash = ? AND purpose = ? AND expires_at > ?',
      [tokenHash, purpose, now],
    );
    return done.affectedRows === 1;
  }

  async deleteOf(tx: EntityManager, customerId: number, ...purposes: LinkPurpose[]): Promise<void> {
    await tx.query('DELETE FROM customer_links WHERE customer_id = ? AND purpose IN (?)', [
      customerId,
      purposes,
    ]);
  }

  async deleteEnded(now: Date, limit: number): Promise<number> {
    const sql = 'DELETE FROM customer_links WHERE expires_at < ? LIMIT ?';
    return (await this.database.execute(sql, [now, limit])).affectedRows;
  }
}
