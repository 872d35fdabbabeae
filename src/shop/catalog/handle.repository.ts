import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What has a handle: its table, that of the handles it had, and what else a rename changes in its row (takes the time of it). */
const KINDS = {
  product: {
    table: 'products',
    redirects: 'product_redirects',
    key: 'product_id',
    touch: `content_hash = '', updated_at = GREATEST(?, updated_at + INTERVAL 1000 MICROSECOND)`,
  },
  collection: {
    table: 'collections',
    redirects: 'collection_redirects',
    key: 'collection_id',
    touch: 'updated_at = ?',
  },
} as const;

export type HandleKind = keyof typeof KINDS;

/** Handles of products and collections, and those that they had before. */
@Injectable()
export class HandleRepository {
  /** A handle in use wins over a redirect of the same name, so that redirect is dropped. */
  async rename(
    tx: EntityManager,
    kind: HandleKind,
    { from, to, at }: { from: string; to: string; at: Date },
  ): Promise<'done' | 'unknown' | 'taken'> {
    const { table, redirects, key, touch } = KINDS[kind];
    const rows = await tx.query<{ id: number; handle: string }[]>(
      `SELECT id, handle FROM ${table} WHERE handle IN (?) ORDER BY id FOR UPDATE`,
      [[from, to]],
    );
    const renamed = rows.find((row) => row.handle === from);
    if (!renamed) return 'unknown';
    if (rows.length > 1) return 'taken';
    await tx.query(`UPDATE ${table} SET handle = ?, ${touch} WHERE id = ?`, [to, at, renamed.id]);
    await tx.query(`DELETE FROM ${redirects} WHERE old_handle = ?`, [to]);
    await tx.query(
      `INSERT INTO ${redirects} (old_handle, ${key}) VALUES (?) ON DUPLICATE KEY UPDATE ${key} = VALUES(${key})`,
      [[from, renamed.id]],
    );
    return 'done';
  }
}
