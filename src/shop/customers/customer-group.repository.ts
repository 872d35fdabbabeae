import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';

/** The tables `customer_groups` and `customer_group_members`. */
@Injectable()
export class CustomerGroupRepository {
  constructor(private readonly database: Database) {}

  async ofCustomer(customerId: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT group_id AS id FROM customer_group_members WHERE customer_id = ?',
      [customerId],
    );
    return rows.map(({ id }) => id);
  }

  /** The group of this handle; null when there is none. */
  async find(handle: string): Promise<number | null> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT id FROM customer_groups WHERE handle = ?',
      [handle],
    );
    return rows[0]?.id ?? null;
  }

  /** Puts a customer into a group, which begins with its first one. */
  async add(customerId: number, handle: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO customer_groups (handle) VALUES (?) ON DUPLICATE KEY UPDATE handle = handle',
        [handle],
      );
      await tx.query(
        `INSERT INTO customer_group_members (group_id, customer_id) SELECT id, ? FROM customer_groups WHERE handle = ?
         ON DUPLICATE KEY UPDATE group_id = group_id`,
        [customerId, handle],
      );
    });
  }

  /** False when the customer was not in it. */
  async remove(customerId: number, handle: string): Promise<boolean> {
    const result = await this.database.execute(
      `DELETE m FROM customer_group_members m JOIN customer_groups g ON g.id = m.group_id
       WHERE m.customer_id = ? AND g.handle = ?`,
      [customerId, handle],
    );
    return result.affectedRows > 0;
  }
}
