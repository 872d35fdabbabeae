import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { availabilityOf, NO_STOCK } from '../../core/inventory/availability.js';
import { Database } from '../../platform/database/database.js';
import type { Availability, ReserveOutcome, StockLevelInput, StockLine } from './inventory.types.js';
import { StockNews } from './stock-news.service.js';
import { StockRepository } from './stock.repository.js';

export type { Availability, ReserveOutcome, StockLevelInput, StockLine } from './inventory.types.js';

/** What is on hand, what is promised to orders, and so what can be bought. */
@Injectable()
export class InventoryService {
  constructor(
    private readonly stock: StockRepository,
    private readonly news: StockNews,
    private readonly database: Database,
  ) {}

  /** Straight from MySQL, one statement. A variant without a stock level is not available. */
  async availability(variantIds: readonly number[]): Promise<Map<number, Availability>> {
    const levels = await this.stock.find(this.database.manager, variantIds);
    const found = new Map(levels.map((level) => [level.variantId, level]));
    return new Map(
      variantIds.map((id) => [id, availabilityOf({ ...NO_STOCK, variantId: id, ...found.get(id) })]),
    );
  }

  /** What staff entered per variant; variants without a stock level are left out. */
  async levels(
    variantIds: readonly number[],
    tx: EntityManager = this.database.manager,
  ): Promise<Map<number, StockLevelInput>> {
    const levels = await this.stock.find(tx, variantIds);
    return new Map(levels.map((level) => [level.variantId, level]));
  }

  /** Sets what is counted; what is reserved stays. */
  async setStock(tx: EntityManager, levels: readonly StockLevelInput[]): Promise<void> {
    await this.stock.put(tx, byVariant(levels));
    await this.news.counted(
      tx,
      levels.map(({ variantId }) => variantId),
    );
  }

  /**
   * Promises stock to an order, all lines or none: on `ok: false` the caller must roll `tx` back. `available` says how
   * many are left of the variant that did not suffice.
   */
  async reserve(tx: EntityManager, lines: readonly StockLine[]): Promise<ReserveOutcome> {
    const wanted = merged(lines);
    for (const { variantId, quantity } of wanted) {
      if (await this.stock.reserve(tx, variantId, quantity)) continue;
      const [level] = await this.stock.find(tx, [variantId]);
      return {
        ok: false,
        variantId,
        available: availabilityOf({ ...NO_STOCK, variantId, ...level }).available,
      };
    }
    await this.news.moved(tx, wanted, -1);
    return { ok: true };
  }

  /** Gives promised stock back: the order was cancelled before it was sent. */
  async release(tx: EntityManager, lines: readonly StockLine[]): Promise<void> {
    await this.eachOf(lines, (line) =>
      this.stock.change(tx, { ...line, onHand: 0, reserved: -line.quantity }),
    );
    await this.news.moved(tx, merged(lines), 1);
  }

  /** The goods left the building: they are neither on hand nor promised any more. */
  async ship(tx: EntityManager, lines: readonly StockLine[]): Promise<void> {
    await this.eachOf(lines, (line) =>
      this.stock.change(tx, { ...line, onHand: -line.quantity, reserved: -line.quantity }),
    );
  }

  /** Goods came back into the building. */
  async restock(tx: EntityManager, lines: readonly StockLine[]): Promise<void> {
    await this.eachOf(lines, (line) =>
      this.stock.change(tx, { ...line, onHand: line.quantity, reserved: 0 }),
    );
    await this.news.moved(tx, merged(lines), 1);
  }

  /** Sets what was counted on the shelf; false when there is no such variant. */
  adjust(variantId: number, onHand: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await this.news.counted(tx, [variantId]);
      return this.stock.setOnHand(tx, variantId, onHand);
    });
  }

  private async eachOf(lines: readonly StockLine[], change: (line: StockLine) => Promise<void>) {
    for (const line of merged(lines)) await change(line);
  }
}

/** One line per variant, in the order of ids: every transaction then takes its row locks in the same order. */
function merged(lines: readonly StockLine[]): StockLine[] {
  const quantities = new Map<number, number>();
  for (const { variantId, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a quantity: ${quantity}`);
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  }
  return byVariant([...quantities].map(([variantId, quantity]) => ({ variantId, quantity })));
}

const byVariant = <T extends { variantId: number }>(things: readonly T[]): T[] =>
  things.toSorted((a, b) => a.variantId - b.variantId);
