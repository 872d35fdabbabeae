import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A product that goes with `productId`. */
export interface ProductPair {
  productId: number;
  otherId: number;
  buyers: number;
}

interface Round {
  /** Products up to this id are done. */
  afterId: number;
  /** Null before the first round. */
  beganAt: Date | null;
}

/** The tables `product_pairs` and `product_pair_rounds`. Samples are never touched but by an equal pair of buyers. */
@Injectable()
export class ProductPairRepository {
  /** Holds the round until the end of `tx`; null when another worker does. */
  async takeRound(tx: EntityManager): Promise<Round | null> {
    const [row] = await tx.query<{ after_id: number; began_at: Date | null }[]>(
      'SELECT after_id, began_at FROM product_pair_rounds WHERE id = 1 FOR UPDATE SKIP LOCKED',
    );
    return row ? { afterId: row.after_id, beganAt: row.began_at } : null;
  }

  async noteRound(tx: EntityManager, { afterId, beganAt }: Round): Promise<void> {
    await tx.query('UPDATE product_pair_rounds SET after_id = ?, began_at = ? WHERE id = 1', [
      afterId,
      beganAt,
    ]);
  }

  async findProducts(
    tx: EntityManager,
    afterId: number,
    limit: number,
  ): Promise<{ id: number; handle: string }[]> {
    return tx.query('SELECT id, handle FROM products WHERE id > ? ORDER BY id LIMIT ?', [afterId, limit]);
  }

  async idsOf(tx: EntityManager, handles: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: number; handle: string }[]>(
      'SELECT id, handle FROM products WHERE handle IN (?)',
      [handles],
    );
    return new Map(rows.map(({ id, handle }) => [handle, id]));
  }

  async find(tx: EntityManager, productIds: readonly number[]): Promise<ProductPair[]> {
    const rows = await tx.query<{ product_id: number; other_id: number; buyers: number }[]>(
      'SELECT product_id, other_id, buyers FROM product_pairs WHERE product_id IN (?) AND is_sample = 0',
      [productIds],
    );
    return rows.map((row) => ({ productId: row.product_id, otherId: row.other_id, buyers: row.buyers }));
  }

  /** All pairs of these products are `pairs` afterwards. */
  async replace(
    tx: EntityManager,
    productIds: readonly number[],
    pairs: readonly ProductPair[],
  ): Promise<void> {
    await tx.query('DELETE FROM product_pairs WHERE product_id IN (?) AND is_sample = 0', [productIds]);
    await this.add(tx, pairs, { isSample: false });
  }

  async add(
    tx: EntityManager,
    pairs: readonly ProductPair[],
    { isSample }: { isSample: boolean },
  ): Promise<void> {
    if (pairs.length === 0) return;
    const rows = pairs.map(({ productId, otherId, buyers }) => [productId, otherId, buyers, isSample]);
    await tx.query(
      `INSERT INTO product_pairs (product_id, other_id, buyers, is_sample) VALUES ?
       ON DUPLICATE KEY UPDATE buyers = VALUES(buyers), is_sample = VALUES(is_sample)`,
      [rows],
    );
  }
}
