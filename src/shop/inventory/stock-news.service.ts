import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { productPageName } from '../../core/catalog/product-page-name.js';
import { availabilityOf } from '../../core/inventory/availability.js';
import { readsDifferently, STOCK_TURNS } from '../../core/inventory/shown-stock.js';
import { CacheChanges } from '../../platform/cache/cache-changes.js';
import type { StockLine } from './inventory.types.js';
import { StockRepository } from './stock.repository.js';

/**
 * What pages know of stock. It is announced when their words change ("in stock", "4 left", "sold out") and not with every
 * sale: a sale of many would leave nothing in the cache.
 */
@Injectable()
export class StockNews {
  constructor(
    private readonly changes: CacheChanges,
    private readonly stock: StockRepository,
  ) {}

  /** After so many pieces of each line came (`sign` 1) or went (-1) within `tx`. */
  async moved(tx: EntityManager, lines: readonly StockLine[], sign: 1 | -1): Promise<void> {
    const added = new Map(lines.map(({ variantId, quantity }) => [variantId, sign * quantity]));
    const levels = await this.stock.find(tx, [...added.keys()]);
    const turns = levels.map((level) => ({
      now: availabilityOf(level),
      before: availabilityOf({ ...level, onHand: level.onHand - added.get(level.variantId)! }),
    }));
    const read = turns.filter(({ now, before }) => readsDifferently(now, before));
    if (read.length === 0) return;
    const lists = read.some(({ now, before }) => now.isAvailable !== before.isAvailable) ? [STOCK_TURNS] : [];
    await this.announce(
      tx,
      read.map(({ now }) => now.variantId),
      lists,
    );
  }

  /** When levels were entered by hand or by file. */
  async counted(tx: EntityManager, variantIds: readonly number[]): Promise<void> {
    if (variantIds.length === 0) return;
    await this.announce(tx, variantIds, [STOCK_TURNS]);
  }

  private async announce(tx: EntityManager, variantIds: readonly number[], lists: readonly string[]) {
    const pages = (await this.stock.handlesOf(tx, variantIds)).map(productPageName);
    await this.changes.forgetAfter(tx, [...pages, ...lists]);
  }
}
