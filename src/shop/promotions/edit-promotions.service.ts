import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { codeKey } from '../../core/promotions/coupon-code.js';
import { CacheChanges } from '../../platform/cache/cache-changes.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database, isDuplicateKey } from '../../platform/database/database.js';
import { allPromotionNames } from './cache-names.js';
import { promotionInput, type PromotionInput } from './promotion-input.js';
import type { PromotionRecord } from './promotion-record.js';
import { PromotionRepository } from './promotion.repository.js';

/** `problem`: a sentence for staff. */
export type EditOutcome = { ok: true; id: number } | { ok: false; problem: string };

const TAKEN =
  'Another promotion has this handle, or one of these codes. Choose another one; nothing was changed.';
const refused = (problem: string): EditOutcome => ({ ok: false, problem });

/** Makes promotions and stops them. They are not changed: what an order was promised must stay what it was. */
@Injectable()
export class EditPromotionsService {
  constructor(
    private readonly promotions: PromotionRepository,
    private readonly changes: CacheChanges,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Live on all instances within a second. One with codes applies by them only. */
  async create(input: PromotionInput): Promise<EditOutcome> {
    const read = promotionInput.safeParse(input);
    if (!read.success) return refused(z.prettifyError(read.error));
    const { codes, ...promotion } = read.data;
    const keyed = codes.map((code) => ({ code: code.trim(), key: codeKey(code) ?? '' }));
    const odd = keyed.find(({ key }) => key === '');
    if (odd)
      return refused(
        `${JSON.stringify(odd.code)} is no code: up to 64 letters, digits or signs, without spaces.`,
      );
    if (promotion.endsAt && promotion.endsAt <= promotion.startsAt)
      return refused('A promotion ends after it has begun.');
    try {
      const id = await this.database.transaction(async (tx) => {
        const inserted = await this.promotions.insert(tx, { ...promotion, needsCode: codes.length > 0 });
        await this.promotions.insertCodes(tx, inserted, keyed);
        await this.changes.forgetAfter(tx, allPromotionNames);
        return inserted;
      });
      return { ok: true, id };
    } catch (error) {
      if (isDuplicateKey(error)) return refused(TAKEN);
      throw error;
    }
  }

  /** False when there is none of this handle that runs or will run. Orders that have used it keep what they have. */
  stop(handle: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const isStopped = await this.promotions.stop(tx, handle, this.clock.now());
      if (isStopped) await this.changes.forgetAfter(tx, allPromotionNames);
      return isStopped;
    });
  }

  /** The newest first, 500 at most. */
  list(): Promise<PromotionRecord[]> {
    return this.promotions.list();
  }
}
