import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { StoredCart } from './cart-change.js';
import { CUSTOMER_CART_DAYS } from './cart.repository.js';

interface Row {
  revision: number | string;
  content: string;
}

const upsert = (isNewer: '>' | '>='): string => `
  INSERT INTO customer_carts (customer_id, revision, content, saved_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))
  ON DUPLICATE KEY UPDATE content = IF(? ${isNewer} revision, ?, content), saved_at = UTC_TIMESTAMP(3),
    revision = GREATEST(revision, ?)`;

const nothing: StoredCart = { revision: 0, lines: [], note: '', attributes: [] };

/** Copies of customers' carts in MySQL. An older revision never replaces a newer one. */
@Injectable()
export class CartCopyRepository {
  constructor(private readonly database: Database) {}

  /** The copy, or an empty cart when there is none younger than 90 days. */
  async find(customerId: number): Promise<StoredCart> {
    const [row] = await this.database.query<Row>(
      `SELECT revision, content FROM customer_carts
       WHERE customer_id = ? AND saved_at > UTC_TIMESTAMP(3) - INTERVAL ${CUSTOMER_CART_DAYS} DAY`,
      [customerId],
    );
    if (!row) return nothing;
    return { ...(JSON.parse(row.content) as Omit<StoredCart, 'revision'>), revision: Number(row.revision) };
  }

  async save(customerId: number, cart: StoredCart): Promise<void> {
    await this.database.execute(upsert('>'), upsertValues(customerId, cart));
  }

  async delete(tx: EntityManager, customerId: number): Promise<void> {
    await tx.query('DELETE FROM customer_carts WHERE customer_id = ?', [customerId]);
  }

  /** Inside the order's transaction: from its commit on, the cart of that revision can neither be saved nor restored. */
  async empty(tx: EntityManager, customerId: number, revision: number): Promise<void> {
    await tx.query(upsert('>='), upsertValues(customerId, { ...nothing, revision }));
  }
}

function upsertValues(customerId: number, { revision, ...content }: StoredCart): (string | number)[] {
  const text = JSON.stringify(content);
  return [customerId, revision, text, revision, text, revision];
}
