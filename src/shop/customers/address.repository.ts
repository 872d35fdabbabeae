import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Address } from '../../core/orders/address.js';
import { Database } from '../../platform/database/database.js';
import { readJson } from '../../platform/database/json.js';

/** An address of a customer's book; one of them comes first. */
export interface SavedAddress {
  id: number;
  isDefault: boolean;
  address: Address;
}

interface Row {
  id: number;
  isDefault: number;
  address: unknown;
}

interface Changed {
  affectedRows: number;
}

/** The table `customer_addresses`. Whoever writes to it holds the customer's row, so one customer's writes come one by one. */
@Injectable()
export class AddressRepository {
  constructor(private readonly database: Database) {}

  /** The default first, then the newest. */
  async list(customerId: number, tx: EntityManager = this.database.manager): Promise<SavedAddress[]> {
    const rows: Row[] = await tx.query(
      `SELECT id, default_of IS NOT NULL AS isDefault, address FROM customer_addresses
       WHERE customer_id = ? ORDER BY default_of IS NULL, id DESC`,
      [customerId],
    );
    return rows.map((row) => ({
      id: row.id,
      isDefault: row.isDefault === 1,
      address: readJson<Address>(row.address),
    }));
  }

  async insert(tx: EntityManager, customerId: number, address: Address, at: Date): Promise<number> {
    const result: { insertId: number } = await tx.query(
      'INSERT INTO customer_addresses (customer_id, address, changed_at) VALUES (?, ?, ?)',
      [customerId, JSON.stringify(address), at],
    );
    return result.insertId;
  }

  /** False when this customer has no such address. */
  async update(
    tx: EntityManager,
    customerId: number,
    id: number,
    address: Address,
    at: Date,
  ): Promise<boolean> {
    const result: Changed = await tx.query(
      'UPDATE customer_addresses SET address = ?, changed_at = ? WHERE id = ? AND customer_id = ?',
      [JSON.stringify(address), at, id, customerId],
    );
    return result.affectedRows === 1;
  }

  async delete(tx: EntityManager, customerId: number, id: number): Promise<boolean> {
    const result: Changed = await tx.query(
      'DELETE FROM customer_addresses WHERE id = ? AND customer_id = ?',
      [id, customerId],
    );
    return result.affectedRows === 1;
  }

  /** Of the customer's own. */
  async setDefault(tx: EntityManager, customerId: number, id: number): Promise<void> {
    await tx.query('UPDATE customer_addresses SET default_of = NULL WHERE default_of = ?', [customerId]);
    await tx.query(
      'UPDATE customer_addresses SET default_of = customer_id WHERE id = ? AND customer_id = ?',
      [id, customerId],
    );
  }
}
