import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { readJson } from '../../platform/database/json.js';
import type { PromotionRecord, UnlockedPromotion } from './promotion-record.js';

const COLUMNS = `p.id, p.handle, p.title, p.lane, p.stands_alone AS standsAlone, p.needs_code AS needsCode,
  p.starts_at AS startsAt, p.ends_at AS endsAt, p.conditions, p.benefit, p.limit_total AS limitTotal,
  p.limit_per_customer AS limitPerCustomer, p.used, p.stopped_at AS stoppedAt`;

interface Row extends Omit<PromotionRecord, 'standsAlone' | 'needsCode' | 'conditions' | 'benefit'> {
  standsAlone: number;
  needsCode: number;
  conditions: unknown;
  benefit: unknown;
}

const read = <T extends Row>(row: T) => ({
  ...row,
  standsAlone: row.standsAlone === 1,
  needsCode: row.needsCode === 1,
  conditions: readJson<PromotionRecord['conditions']>(row.conditions),
  benefit: readJson<PromotionRecord['benefit']>(row.benefit),
});

export type NewPromotion = Omit<PromotionRecord, 'id' | 'used' | 'stoppedAt'>;

/** The tables `promotions` and `promotion_codes`. */
@Injectable()
export class PromotionRepository {
  constructor(private readonly database: Database) {}

  /** Those that apply by themselves and have not ended at `at`, also those that begin later. Oldest first. */
  async automatic(at: Date): Promise<PromotionRecord[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM promotions p WHERE p.needs_code = 0 AND p.stopped_at IS NULL
       AND (p.ends_at IS NULL OR p.ends_at > ?) ORDER BY p.id`,
      [at],
    );
    return rows.map(read);
  }

  async byCodes(codeKeys: readonly string[]): Promise<UnlockedPromotion[]> {
    if (codeKeys.length === 0) return [];
    const rows = await this.database.query<Row & { code: string; key: string }>(
      `SELECT ${COLUMNS}, c.code, c.code_key AS \`key\` FROM promotion_codes c JOIN promotions p ON p.id = c.promotion_id
       WHERE c.code_key IN (?) ORDER BY p.id`,
      [codeKeys],
    );
    return rows.map(read);
  }

  async list(): Promise<PromotionRecord[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM promotions p ORDER BY p.id DESC LIMIT 500`,
    );
    return rows.map(read);
  }

  async insert(tx: EntityManager, promotion: NewPromotion): Promise<number> {
    const row: Record<string, unknown> = {
      handle: promotion.handle,
      title: promotion.title,
      lane: promotion.lane,
      stands_alone: promotion.standsAlone,
      needs_code: promotion.needsCode,
      starts_at: promotion.startsAt,
      ends_at: promotion.endsAt,
      conditions: JSON.stringify(promotion.conditions),
      benefit: JSON.stringify(promotion.benefit),
      limit_total: promotion.limitTotal,
      limit_per_customer: promotion.limitPerCustomer,
    };
    const names = Object.keys(row);
    const result: { insertId: number } = await tx.query(
      `INSERT INTO promotions (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      Object.values(row),
    );
    return result.insertId;
  }

  async insertCodes(
    tx: EntityManager,
    promotionId: number,
    codes: readonly { code: string; key: string }[],
  ): Promise<void> {
    if (codes.length === 0) return;
    const rows = codes.map(({ code, key }) => [promotionId, code, key]);
    await tx.query('INSERT INTO promotion_codes (promotion_id, code, code_key) VALUES ?', [rows]);
  }

  /** True for the one who stops it. */
  async stop(tx: EntityManager, handle: string, at: Date): Promise<boolean> {
    const result: { affectedRows: number } = await tx.query(
      'UPDATE promotions SET stopped_at = ? WHERE handle = ? AND stopped_at IS NULL',
      [at, handle],
    );
    return result.affectedRows === 1;
  }
}
