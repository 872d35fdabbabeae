import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { Availability, ReserveOutcome, StockLevelInput, StockLine } from './inventory.types.js';
import { StockRepository, type StockLevel } from './stock.repository.js';

export type { Availability, ReserveOutcome, StockLevelInput, StockLine } from './inventory.types.js';

const MOST_PER_LINE = 9999;

/** What is on hand, what is promised to orders, and so what can be bought. */
@Injectable()
export class InventoryService {
  constructor(
    private readonly stock: StockRepository,
    private readonly database: Database,
  ) {}

  /** Straight from MySQL, one statement. A variant without a stock level is not available. */
  async availability(variantIds: readonly number[]): Promise<Map<number, Availability>> {
    const levels = await this.stock.find(this.database.manager, variantIds);
    const found = new Map(levels.map((level) => [level.variantId, level]));
    return new Map(variantIds.map((id) => [id, describe(id, found.get(id))]));
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
  }

  /**
   * Promises stock to an order, all lines or none: on `ok: false` the caller must roll `tx` back. `available` says how
   * many are left of the variant that did not suffice.
   */
  async reserve(tx: EntityManager, lines: readonly StockLine[]): Promise<ReserveOutcome> {
    for (const { variantId, quantity } of merged(lines)) {
      if (await this.stock.reserve(tx, variantId, quantity)) continue;
      const [level] = await this.stock.find(tx, [variantId]);
      return { ok: false, variantId, available: describe(variantId, level).available };
    }
    return { ok: true };
  }

  /** Gives promised stock back: the order was cancelled before it was sent. */
  async release(tx: EntityManager, lines: readonly StockLine[]): Promise<void> {
    await this.eachOf(lines, (line) =>
      this.stock.change(tx, { ...line, onHand: 0, reserved: -line.quantity }),
    );
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
  }

  /** Sets what was counted on the shelf; false when there is no such variant. */
  adjust(variantId: number, onHand: number): Promise<boolean> {
    return this.database.transaction((tx) => this.stock.setOnHand(tx, variantId, onHand));
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

function describe(variantId: number, level: StockLevel | undefined): Availability {
  const { isCounted, sellsWhenOut, onHand, reserved } = level ?? NOTHING;
  const available = Math.max(0, onHand - reserved);
  const isUnlimited = !isCounted || sellsWhenOut;
  const orderable = isUnlimited ? MOST_PER_LINE : Math.min(available, MOST_PER_LINE);
  return { variantId, isCounted, sellsWhenOut, available, isAvailable: orderable > 0, orderable };
}

const NOTHING = { isCounted: true, sellsWhenOut: false, onHand: 0, reserved: 0 };
