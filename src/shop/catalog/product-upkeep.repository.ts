import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Small changes of products that are no new content. */
@Injectable()
export class ProductUpkeep {
  /** A handle in use wins over a redirect of the same name, so that redirect is dropped. */
  async rename(tx: EntityManager, handle: string, newHandle: string): Promise<'done' | 'unknown' | 'taken'> {
    const rows = await tx.query<{ id: number; handle: string }[]>(
      'SELECT id, handle FROM products WHERE handle IN (?) ORDER BY id FOR UPDATE',
      [[handle, newHandle]],
    );
    const product = rows.find((row) => row.handle === handle);
    if (!product) return 'unknown';
    if (rows.length > 1) return 'taken';
    await tx.query(`UPDATE products SET handle = ?, content_hash = '' WHERE id = ?`, [newHandle, product.id]);
    await tx.query('DELETE FROM product_redirects WHERE old_handle = ?', [newHandle]);
    await tx.query(
      'INSERT INTO product_redirects (old_handle, product_id) VALUES (?) ON DUPLICATE KEY UPDATE product_id = VALUES(product_id)',
      [[handle, product.id]],
    );
    return 'done';
  }

  async countSales(tx: EntityManager, lines: readonly { variantId: number; quantity: number }[]) {
    for (const { variantId, quantity } of lines.toSorted((a, b) => a.variantId - b.variantId)) {
      await tx.query(
        `UPDATE products SET units_sold = units_sold + ?
         WHERE id = (SELECT product_id FROM variants WHERE variants.id = ?)`,
        [quantity, variantId],
      );
    }
  }

  /** `updated_at` stays. */
  async setHistory(
    tx: EntityManager,
    products: readonly { handle: string; createdAt: Date; unitsSold: number }[],
  ): Promise<void> {
    for (const { handle, createdAt, unitsSold } of products) {
      await tx.query(
        `UPDATE products SET created_at = ?, published_at = IF(published_at IS NULL, NULL, ?), units_sold = ?
         WHERE handle = ?`,
        [createdAt, createdAt, unitsSold, handle],
      );
    }
  }
}
