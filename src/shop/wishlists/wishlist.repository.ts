import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';

/** The tables `wishlist_items` and `wishlist_links`. An owner is the id of a cart. */
@Injectable()
export class WishlistRepository {
  constructor(private readonly database: Database) {}

  /** Ids of variants, the last one first. */
  async find(owner: string): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT variant_id AS id FROM wishlist_items WHERE owner = ? ORDER BY added_at DESC, variant_id DESC',
      [owner],
    );
    return rows.map(({ id }) => id);
  }

  /** A variant that is there. */
  async add(owner: string, variantId: number, at: Date): Promise<void> {
    await this.database.execute(
      `INSERT INTO wishlist_items (owner, variant_id, added_at) VALUES (?, ?, ?)
       ON DUPLICATE KEY UPDATE added_at = added_at`,
      [owner, variantId, at],
    );
  }

  async remove(owner: string, variantIds: readonly number[]): Promise<void> {
    await this.database.execute('DELETE FROM wishlist_items WHERE owner = ? AND variant_id IN (?)', [
      owner,
      variantIds,
    ]);
  }

  /** What both have stays the new owner's. Doing it twice is doing it once. Answers how many things moved. */
  async move(from: string, to: string): Promise<number> {
    const { affectedRows } = await this.database.execute(
      'UPDATE IGNORE wishlist_items SET owner = ? WHERE owner = ?',
      [to, from],
    );
    await this.database.execute('DELETE FROM wishlist_items WHERE owner = ?', [from]);
    await this.database.execute('UPDATE IGNORE wishlist_links SET owner = ? WHERE owner = ?', [to, from]);
    await this.database.execute('DELETE FROM wishlist_links WHERE owner = ?', [from]);
    return affectedRows;
  }

  async tokenOf(owner: string): Promise<string | null> {
    const [row] = await this.database.query<{ token: string }>(
      'SELECT token FROM wishlist_links WHERE owner = ?',
      [owner],
    );
    return row?.token ?? null;
  }

  async ownerOf(token: string): Promise<string | null> {
    const [row] = await this.database.query<{ owner: string }>(
      'SELECT owner FROM wishlist_links WHERE token = ?',
      [token],
    );
    return row?.owner ?? null;
  }

  /** One that is there already stays. */
  async addLink(owner: string, token: string): Promise<void> {
    await this.database.execute(
      'INSERT INTO wishlist_links (owner, token) VALUES (?, ?) ON DUPLICATE KEY UPDATE token = token',
      [owner, token],
    );
  }

  async deleteLink(owner: string): Promise<void> {
    await this.database.execute('DELETE FROM wishlist_links WHERE owner = ?', [owner]);
  }

  async deleteOf(tx: EntityManager, owner: string): Promise<void> {
    await tx.query('DELETE FROM wishlist_items WHERE owner = ?', [owner]);
    await tx.query('DELETE FROM wishlist_links WHERE owner = ?', [owner]);
  }

  /** Of guests only. */
  async deleteOlderThan(days: number, limit: number): Promise<number> {
    const { affectedRows } = await this.database.execute(
      `DELETE FROM wishlist_items WHERE added_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY AND owner LIKE 'g-%' LIMIT ?`,
      [days, limit],
    );
    return affectedRows;
  }
}
