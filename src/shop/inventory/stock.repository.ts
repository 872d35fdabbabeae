import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StockLevel } from '../../core/inventory/availability.js';
import type { StockLevelInput } from './inventory.types.js';

interface Row {
  variant_id: number;
  counted: number;
  sells_when_out: number;
  on_hand: number;
  reserved: number;
}

interface Change {
  variantId: number;
  /** Added to what is stored; may be negative. */
  onHand: number;
  reserved: number;
}

/** The table `stock_levels`. Every change is one conditional or relative statement: nothing is read and written back. */
@Injectable()
export class StockRepository {
  async find(tx: EntityManager, variantIds: readonly number[]): Promise<StockLevel[]> {
    if (variantIds.length === 0) return [];
    const rows = await tx.query<Row[]>(
      `SELECT variant_id, counted, sells_when_out, on_hand, reserved FROM stock_levels WHERE variant_id IN (?)`,
      [variantIds],
    );
    return rows.map((row) => ({
      variantId: row.variant_id,
      isCounted: row.counted === 1,
      sellsWhenOut: row.sells_when_out === 1,
      onHand: row.on_hand,
      reserved: row.reserved,
    }));
  }

  /** Handles of the products that these are variants of. */
  async handlesOf(tx: EntityManager, variantIds: readonly number[]): Promise<string[]> {
    if (variantIds.length === 0) return [];
    const rows = await tx.query<{ handle: string }[]>(
      'SELECT DISTINCT p.handle FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id IN (?)',
      [variantIds],
    );
    return rows.map(({ handle }) => handle);
  }

  async put(tx: EntityManager, levels: readonly StockLevelInput[]): Promise<void> {
    if (levels.length === 0) return;
    const rows = levels.map((level) => [level.variantId, level.isCounted, level.sellsWhenOut, level.onHand]);
    await tx.query(
      `INSERT INTO stock_levels (variant_id, counted, sells_when_out, on_hand) VALUES ?
       ON DUPLICATE KEY UPDATE counted = VALUES(counted), sells_when_out = VALUES(sells_when_out),
         on_hand = VALUES(on_hand)`,
      [rows],
    );
  }

  /** Asks and takes in one statement; false when not so many are available. */
  async reserve(tx: EntityManager, variantId: number, quantity: number): Promise<boolean> {
    const result = await tx.query<{ affectedRows: number }>(
      `UPDATE stock_levels SET reserved = reserved + ?
       WHERE variant_id = ? AND (NOT counted OR sells_when_out OR on_hand - reserved >= ?)`,
      [quantity, variantId, quantity],
    );
    return result.affectedRows === 1;
  }

  /** A variant that no longer exists has no stock to change. `reserved` does not go below 0. */
  async change(tx: EntityManager, { variantId, onHand, reserved }: Change): Promise<void> {
    await tx.query(
      `UPDATE stock_levels SET on_hand = on_hand + ?, reserved = GREATEST(0, reserved + ?) WHERE variant_id = ?`,
      [onHand, reserved, variantId],
    );
  }

  /** The driver counts rows found, so setting the same number again is true as well. */
  async setOnHand(tx: EntityManager, variantId: number, onHand: number): Promise<boolean> {
    const result = await tx.query<{ affectedRows: number }>(
      'UPDATE stock_levels SET on_hand = ? WHERE variant_id = ?',
      [onHand, variantId],
    );
    return result.affectedRows === 1;
  }
}
