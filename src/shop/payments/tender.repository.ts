import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import { Database } from '../../platform/database/database.js';
import type {
  CreditTender,
  OrderTenders,
  Refund,
  RefundShare,
  Tender,
  TenderDeed,
  TenderStatus,
} from './tender.js';

const TENDER = `SELECT id, order_id AS orderId, gateway, choice, status, deed, amount, captured, refunded, credited, reference,
  confirmation_url AS confirmationUrl, credit_account_id AS creditAccountId, label FROM tenders`;
const REFUND = `SELECT id, order_id AS orderId, tender_id AS tenderId, amount, puts_back AS putsBack, credit_account_id AS creditAccountId,
  requested_at AS requestedAt, done_at AS doneAt FROM refunds`;

/** What an order takes from a gift card or store credit; `label`: last signs of a card. */
export interface NewCredit {
  kind: string;
  accountId: number;
  label: string | null;
  amount: Minor;
}

type RefundRow = Omit<Refund, 'putsBack'> & { putsBack: number };
interface Changed {
  affectedRows: number;
  insertId: number;
}

const refundOf = (row: RefundRow): Refund => ({
  ...row,
  putsBack: Boolean(row.putsBack),
});

const isCredit = (tender: Tender): tender is CreditTender => tender.creditAccountId !== null;

@Injectable()
export class TenderRepository {
  constructor(private readonly database: Database) {}

  async findByOrder(orderId: number, tx?: EntityManager): Promise<OrderTenders | null> {
    const rows: Tender[] = await (tx ?? this.database.manager).query(
      `${TENDER} WHERE order_id = ? ORDER BY id`,
      [orderId],
    );
    const tender = rows.find(({ creditAccountId }) => creditAccountId === null);
    return tender ? { tender, credits: rows.filter(isCredit) } : null;
  }

  async findRefunds(orderId: number): Promise<Refund[]> {
    const rows = await this.database.query<RefundRow>(`${REFUND} WHERE order_id = ? ORDER BY id`, [orderId]);
    return rows.map(refundOf);
  }

  async findUnfinishedRefunds(limit: number): Promise<Refund[]> {
    const rows = await this.database.query<RefundRow>(
      `${REFUND} WHERE done_at IS NULL AND requested_at < UTC_TIMESTAMP(3) - INTERVAL 30 SECOND ORDER BY id LIMIT ?`,
      [limit],
    );
    return rows.map(refundOf);
  }

  async insert(
    tx: EntityManager,
    tender: { orderId: number; gateway: string; choice: string; amount: number },
    at: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO tenders (order_id, gateway, choice, status, amount, changed_at) VALUES (?, ?, ?, 'requested', ?, ?)`,
      [tender.orderId, tender.gateway, tender.choice, tender.amount, at],
    );
  }

  /** After the provider's: older versions take the first one of an order for its only one. */
  async insertCredits(
    tx: EntityManager,
    orderId: number,
    credits: readonly NewCredit[],
    at: Date,
  ): Promise<void> {
    const rows = credits.map(({ kind, accountId, label, amount }) => [
      orderId,
      kind,
      kind,
      'authorised',
      amount,
      accountId,
      label,
      at,
    ]);
    await tx.query(
      `INSERT INTO tenders (order_id, gateway, choice, status, amount, credit_account_id, label, changed_at) VALUES ?`,
      [rows],
    );
  }

  async setStatus(
    tx: EntityManager,
    id: number,
    change: { status: TenderStatus; reference?: string; confirmationUrl?: string },
    at: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE tenders SET status = ?, reference = COALESCE(?, reference), confirmation_url = ?, deed = NULL,
       changed_at = ? WHERE id = ?`,
      [change.status, change.reference ?? null, change.confirmationUrl ?? null, at, id],
    );
  }

  /** True for the first one: what was requested so long ago counts as requested just now. */
  async touchWaiting(id: number, seconds: number): Promise<boolean> {
    const result = await this.database.execute(
      `UPDATE tenders SET changed_at = UTC_TIMESTAMP(3)
       WHERE id = ? AND status = 'requested' AND deed IS NULL AND changed_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND`,
      [id, seconds],
    );
    return result.affectedRows === 1;
  }

  async claim(tx: EntityManager, id: number, deed: TenderDeed, at: Date): Promise<boolean> {
    await tx.query('UPDATE tenders SET deed = ?, changed_at = ? WHERE id = ? AND deed IS NULL', [
      deed,
      at,
      id,
    ]);
    const rows: { deed: string }[] = await tx.query('SELECT deed FROM tenders WHERE id = ?', [id]);
    return rows[0]?.deed === deed;
  }

  async unclaim(tx: EntityManager, id: number, at: Date): Promise<void> {
    await tx.query('UPDATE tenders SET deed = NULL, changed_at = ? WHERE id = ?', [at, id]);
  }

  async setCaptured(tx: EntityManager, id: number, amount: number, at: Date): Promise<void> {
    await tx.query(
      `UPDATE tenders SET status = 'captured', captured = ?, deed = NULL, changed_at = ? WHERE id = ?`,
      [amount, at, id],
    );
  }

  /** `credited`: the part of `amount` that is given as store credit. */
  async addRefunded(
    tx: EntityManager,
    id: number,
    { amount, credited }: { amount: Minor; credited: Minor },
    at: Date,
  ): Promise<void> {
    await tx.query(
      'UPDATE tenders SET refunded = refunded + ?, credited = credited + ?, changed_at = ? WHERE id = ?',
      [amount, credited, at, id],
    );
  }

  /** What of a refund goes back to gift cards and store credit. */
  async insertShares(tx: EntityManager, refundId: number, shares: readonly RefundShare[]): Promise<void> {
    await tx.query('INSERT INTO refund_credits (refund_id, tender_id, amount) VALUES ?', [
      shares.map(({ tenderId, amount }) => [refundId, tenderId, amount]),
    ]);
  }

  async findShares(refundId: number, tx?: EntityManager): Promise<RefundShare[]> {
    return (tx ?? this.database.manager).query(
      'SELECT tender_id AS tenderId, amount FROM refund_credits WHERE refund_id = ? ORDER BY tender_id',
      [refundId],
    );
  }

  async insertRefund(tx: EntityManager, refund: Omit<Refund, 'id' | 'doneAt'>): Promise<number> {
    const { orderId, tenderId, amount, putsBack, creditAccountId, requestedAt } = refund;
    const result: Changed = await tx.query(
      `INSERT INTO refunds (order_id, tender_id, amount, puts_back, credit_account_id, requested_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [orderId, tenderId, amount, putsBack, creditAccountId, requestedAt],
    );
    return result.insertId;
  }

  async setRefundDone(tx: EntityManager, id: number, reference: string, at: Date): Promise<boolean> {
    const result: Changed = await tx.query(
      'UPDATE refunds SET done_at = ?, reference = ? WHERE id = ? AND done_at IS NULL',
      [at, reference, id],
    );
    return result.affectedRows === 1;
  }

  /** True when confirmed refunds add up to what was captured, over all tenders of the order. */
  async isAllGivenBack(tx: EntityManager, orderId: number): Promise<boolean> {
    const rows: { open: string | number }[] = await tx.query(
      `SELECT SUM(t.captured) - (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r
         WHERE r.order_id = ? AND r.done_at IS NOT NULL) AS open FROM tenders t WHERE t.order_id = ?`,
      [orderId, orderId],
    );
    return Number(rows[0]?.open) === 0;
  }

  async deleteRefund(tx: EntityManager, id: number): Promise<boolean> {
    const result: Changed = await tx.query('DELETE FROM refunds WHERE id = ? AND done_at IS NULL', [id]);
    return result.affectedRows === 1;
  }
}
