import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isCurrency } from '../../../core/money/currency.js';
import { MAX_PRICE } from '../../../core/money/money.js';
import { conversion, isRate, type PriceList } from '../../../core/pricing/convert.js';
import { CacheChanges } from '../../../platform/cache/cache-changes.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ENV, type Env } from '../../../platform/config/env.js';
import { Database } from '../../../platform/database/database.js';
import { cacheNames } from '../cache-names.js';
import { PriceHistoryRepository } from '../price-history/price-history.repository.js';
import type { OwnPrice } from './own-prices.js';
import { PriceListRepository } from './price-list.repository.js';

/** `problem`: a sentence for staff. */
export type PriceListOutcome = { ok: true } | { ok: false; problem: string };

const DONE: PriceListOutcome = { ok: true };
const refused = (problem: string): PriceListOutcome => ({ ok: false, problem });

/** Changes price lists. Live on all instances within a second; orders keep what they were placed with. */
@Injectable()
export class EditPriceLists {
  constructor(
    private readonly lists: PriceListRepository,
    private readonly history: PriceHistoryRepository,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
    private readonly database: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'CURRENCY'>,
  ) {}

  /** Makes a list, or gives the one that is there another rate and rounding. */
  async set(list: PriceList): Promise<PriceListOutcome> {
    const problem = this.problemOf(list) ?? (await this.tooDear(list));
    if (problem) return refused(problem);
    await this.database.transaction(async (tx) => {
      await this.lists.put(tx, list);
      await this.history.noteList(tx, list.currency, list, this.clock.now());
      await this.announceList(tx, list.currency);
    });
    return DONE;
  }

  /** False when there is none. Its own prices stay, and count again when the list is made again. */
  remove(currency: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const isRemoved = await this.lists.delete(tx, currency);
      if (!isRemoved) return false;
      await this.history.noteList(tx, currency, null, this.clock.now());
      await this.announceList(tx, currency);
      return true;
    });
  }

  /** Gives a variant prices of its own in a list. */
  async setPrice(currency: string, price: OwnPrice): Promise<PriceListOutcome> {
    const amounts = [price.price, price.compareAtPrice ?? 0];
    if (amounts.some((amount) => !Number.isSafeInteger(amount) || amount < 0 || amount > MAX_PRICE))
      return refused(`A price is from 0 to ${MAX_PRICE} of the smallest unit; nothing was changed.`);
    const all = await this.lists.findAll();
    if (!all.some((list) => list.currency === currency)) return refused(noList(currency));
    return this.database.transaction(async (tx) => {
      const productId = await this.lists.productOf(tx, price.variantId);
      if (productId === null) return refused(`There is no variant ${price.variantId}; nothing was changed.`);
      await this.lists.putPrice(tx, currency, price);
      const { variantId } = price;
      await this.history.noteOwn(tx, { currency, variantId }, price, this.clock.now());
      await this.announcePrice(tx, currency, productId);
      return DONE;
    });
  }

  /** The variant is converted again. False when it had no price of its own. */
  unsetPrice(currency: string, variantId: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const productId = await this.lists.productOf(tx, variantId);
      const isUnset = productId !== null && (await this.lists.deletePrice(tx, currency, variantId));
      if (!isUnset) return false;
      await this.history.noteOwn(tx, { currency, variantId }, null, this.clock.now());
      await this.announcePrice(tx, currency, productId);
      return true;
    });
  }

  /** With how many own prices each has. */
  async list(): Promise<(PriceList & { ownPrices: number })[]> {
    const [all, counts] = [await this.lists.findAll(), await this.lists.countOwn()];
    return all.map((list) => ({ ...list, ownPrices: counts.get(list.currency) ?? 0 }));
  }

  private problemOf({ currency, rate, roundsTo }: PriceList): string | null {
    if (!isCurrency(currency)) return `${currency} is no currency code of ISO 4217, such as EUR.`;
    if (currency === this.env.CURRENCY)
      return `${currency} is the shop's own currency: its prices are those of the products.`;
    if (!isRate(rate))
      return `${rate} is no rate: a decimal above 0 with nine digits at most on either side.`;
    const isStep = Number.isSafeInteger(roundsTo) && roundsTo >= 1 && roundsTo <= MAX_PRICE;
    return isStep ? null : 'Prices are rounded to one of the smallest unit at least.';
  }

  /** Sums of a full cart have room for prices up to the highest one only. */
  private async tooDear(list: PriceList): Promise<string | null> {
    const dearest = conversion(list, this.env.CURRENCY)(await this.lists.dearest());
    if (dearest <= MAX_PRICE) return null;
    return `At this rate the dearest product would cost more than ${MAX_PRICE} of the smallest unit of ${list.currency}.`;
  }

  private announceList(tx: EntityManager, currency: string): Promise<void> {
    return this.changes.forgetAfter(tx, [cacheNames.priceLists, cacheNames.pricesIn(currency)]);
  }

  private announcePrice(tx: EntityManager, currency: string, productId: number): Promise<void> {
    return this.changes.forgetAfter(tx, [cacheNames.ownPrices(productId), cacheNames.pricesIn(currency)]);
  }
}

const noList = (currency: string): string =>
  `There is no price list in ${currency}. Make it first: price-list set ${currency} --rate=0.92`;
