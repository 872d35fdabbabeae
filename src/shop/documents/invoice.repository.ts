import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface Invoice {
  number: number;
  issuedAt: Date;
}

/** The tables `invoices` and `invoice_counter`. */
@Injectable()
export class InvoiceRepository {
  async find(tx: EntityManager, orderId: number): Promise<Invoice | null> {
    const rows: Invoice[] = await tx.query(
      'SELECT number, issued_at AS issuedAt FROM invoices WHERE order_id = ?',
      [orderId],
    );
    return rows[0] ?? null;
  }

  /** Locks the counter until the transaction ends: whoever comes next waits, and a rollback leaves no gap. */
  async lockCounter(tx: EntityManager): Promise<number> {
    const rows: { last: number }[] = await tx.query(
      'SELECT last_number AS last FROM invoice_counter WHERE id = 1 FOR UPDATE',
    );
    return rows[0]!.last;
  }

  async add(tx: EntityManager, orderId: number, invoice: Invoice): Promise<void> {
    await tx.query('UPDATE invoice_counter SET last_number = ? WHERE id = 1', [invoice.number]);
    await tx.query('INSERT INTO invoices (number, order_id, issued_at) VALUES (?, ?, ?)', [
      invoice.number,
      orderId,
      invoice.issuedAt,
    ]);
  }
}
