import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import { Database, isDuplicateKey } from '../../platform/database/database.js';
import type { CreditAccount, CreditEntry, CreditPart } from './credit-account.js';

const ACCOUNT = `SELECT id, kind, currency, balance, code_end AS codeEnd, customer_id AS customerId, note,
  expires_at AS expiresAt, disabled_at AS disabledAt, created_at AS createdAt FROM credit_accounts`;

export type NewAccount = Omit<CreditAccount, 'id' | 'balance' | 'disabledAt'> & { codeHash: string | null };
export type NewEntry = Omit<CreditEntry, 'amount'> & CreditPart & { refundId: number };

interface Changed {
  affectedRows: number;
  insertId: number;
}

/** The tables `credit_accounts` and `credit_entries`. Whoever changes a balance holds the account's row from there on. */
@Injectable()
export class CreditRepository {
  constructor(private readonly database: Database) {}

  /** By the unique key of the digest: how long it takes says nothing about the code. */
  async byHash(codeHash: string): Promise<CreditAccount | null> {
    return (await this.find('code_hash = ?', [codeHash]))[0] ?? null;
  }

  byIds(ids: readonly number[]): Promise<CreditAccount[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.find('id IN (?)', [ids]);
  }

  byCodeEnd(codeEnd: string): Promise<CreditAccount[]> {
    return this.find('code_end = ? ORDER BY id DESC LIMIT 50', [codeEnd]);
  }

  async ofCustomer(customerId: number, currency: string): Promise<CreditAccount | null> {
    return (await this.find('customer_id = ? AND currency = ?', [customerId, currency]))[0] ?? null;
  }

  allOfCustomer(customerId: number): Promise<CreditAccount[]> {
    return this.find('customer_id = ? ORDER BY currency', [customerId]);
  }

  /** Oldest first. */
  entries(accountId: number): Promise<CreditEntry[]> {
    return this.database.query<CreditEntry>(
      `SELECT kind, amount, order_id AS orderId, note, happened_at AS happenedAt FROM credit_entries
       WHERE account_id = ? ORDER BY id`,
      [accountId],
    );
  }

  /** Answers its id; for a customer who has an account in this currency, the id of that one. */
  async insertAccount(tx: EntityManager, account: NewAccount): Promise<number> {
    const result: Changed = await tx.query(
      `INSERT INTO credit_accounts (kind, currency, code_hash, code_end, customer_id, note, expires_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)`,
      [
        account.kind,
        account.currency,
        account.codeHash,
        account.codeEnd,
        account.customerId,
        account.note,
        account.expiresAt,
        account.createdAt,
      ],
    );
    return result.insertId;
  }

  /** True for the one who disables it. */
  async disable(id: number, at: Date): Promise<boolean> {
    const result = await this.database.execute(
      'UPDATE credit_accounts SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL',
      [at, id],
    );
    return result.affectedRows === 1;
  }

  /** Nobody's, and not taken any more. */
  async leaveCustomer(tx: EntityManager, customerId: number, at: Date): Promise<void> {
    await tx.query(
      'UPDATE credit_accounts SET customer_id = NULL, disabled_at = COALESCE(disabled_at, ?) WHERE customer_id = ?',
      [at, customerId],
    );
  }

  /** Asks and takes in one statement. False when there is not so much, or it is not taken any more. */
  async take(tx: EntityManager, { accountId, amount }: CreditPart, at: Date): Promise<boolean> {
    const result: Changed = await tx.query(
      `UPDATE credit_accounts SET balance = balance - ? WHERE id = ? AND balance >= ? AND disabled_at IS NULL
       AND (expires_at IS NULL OR expires_at > ?)`,
      [amount, accountId, amount, at],
    );
    return result.affectedRows === 1;
  }

  /** Holds these accounts, in one order for everybody. */
  async lock(tx: EntityManager, ids: readonly number[]): Promise<void> {
    await tx.query('SELECT id FROM credit_accounts WHERE id IN (?) ORDER BY id FOR UPDATE', [ids]);
  }

  async add(tx: EntityManager, accountId: number, amount: Minor): Promise<void> {
    await tx.query('UPDATE credit_accounts SET balance = balance + ? WHERE id = ?', [amount, accountId]);
  }

  /** False when the same has been entered before: an order spends, and gives back, once per account. */
  async insertEntry(tx: EntityManager, entry: NewEntry): Promise<boolean> {
    const { accountId, kind, amount, orderId, refundId, note, happenedAt } = entry;
    try {
      await tx.query(
        `INSERT INTO credit_entries (account_id, kind, amount, order_id, refund_id, note, happened_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [accountId, kind, amount, orderId, refundId, note, happenedAt],
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private find(where: string, values: unknown[]): Promise<CreditAccount[]> {
    return this.database.query<CreditAccount>(`${ACCOUNT} WHERE ${where}`, values);
  }
}
