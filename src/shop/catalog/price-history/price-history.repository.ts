import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PriceList } from '../../../core/pricing/convert.js';
import { Database } from '../../../platform/database/database.js';
import { type ChangeRow, type ListChangeRow, OWN } from './change-rows.js';

/** After the last change of the same, however clocks differ. Values: the moment, twice. */
const AT = `GREATEST(CAST(? AS DATETIME(3)), COALESCE(%last + INTERVAL 1000 MICROSECOND, CAST(? AS DATETIME(3))))`;
const afterLast = (last: string) => AT.replace('%last', last);

const COLUMNS = 'variant_id, currency, price, compare_at_price, changed_at';

/** What `now` (rows of variant_id, currency, price, compare_at_price) says and the last change does not. Values: the moment, twice. */
const noteDifferent = (now: string) => `INSERT INTO price_changes (${COLUMNS})
  SELECT n.variant_id, n.currency, n.price, n.compare_at_price, ${afterLast('l.changed_at')} FROM ${now} n
  LEFT JOIN price_changes l ON l.id = (SELECT h.id FROM price_changes h WHERE h.variant_id = n.variant_id
    AND h.currency = n.currency ORDER BY h.changed_at DESC, h.id DESC LIMIT 1)
  WHERE l.id IS NULL OR NOT (l.price <=> n.price) OR NOT (l.compare_at_price <=> n.compare_at_price)`;

const OF_VARIANTS = `SELECT v.id AS variant_id, CAST('${OWN}' AS CHAR(3) CHARACTER SET ascii) COLLATE ascii_bin AS currency,
  v.price, v.compare_at_price FROM variants v`;
const OF_LISTS = 'SELECT variant_id, currency, price, compare_at_price FROM variant_prices';

const UNSEEN_LISTS = `INSERT INTO price_list_changes (currency, rate, rounds_to, changed_at)
  SELECT n.currency, n.rate, n.rounds_to, ${afterLast('l.changed_at')} FROM price_lists n
  LEFT JOIN price_list_changes l ON l.id = (SELECT h.id FROM price_list_changes h WHERE h.currency = n.currency
    ORDER BY h.changed_at DESC, h.id DESC LIMIT 1)
  WHERE l.id IS NULL OR NOT (l.rate <=> n.rate) OR NOT (l.rounds_to <=> n.rounds_to)`;

/** Those that were followed by another one so long ago. */
const OUTDATED = `DELETE FROM price_changes WHERE id IN (SELECT id FROM (SELECT h.id FROM price_changes h
  WHERE h.variant_id > ? AND h.variant_id <= ? AND EXISTS (SELECT 1 FROM price_changes l
    WHERE l.variant_id = h.variant_id AND l.currency = h.currency AND l.changed_at > h.changed_at
    AND l.changed_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY)) outdated)`;

/** Ids of variants above `after`, up to `last`. */
interface Some {
  after: number;
  last: number;
}

/** The tables `price_changes` and `price_list_changes`. */
@Injectable()
export class PriceHistoryRepository {
  constructor(private readonly database: Database) {}

  /** Notes what the variants of these products cost now, where that is something else than before. One statement. */
  async noteProducts(tx: EntityManager, productIds: readonly number[], now: Date): Promise<void> {
    if (productIds.length === 0) return;
    const these = `(${OF_VARIANTS} WHERE v.product_id IN (?))`;
    await tx.query(noteDifferent(these), [now, now, productIds]);
  }

  /** The price of a variant in a list; null: it has none of its own from now on. */
  async noteOwn(
    tx: EntityManager,
    { currency, variantId }: { currency: string; variantId: number },
    price: { price: number; compareAtPrice: number | null } | null,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO price_changes (${COLUMNS}) SELECT ?, ?, ?, ?, ${afterLast('MAX(h.changed_at)')}
       FROM price_changes h WHERE h.variant_id = ? AND h.currency = ?`,
      [
        variantId,
        currency,
        price?.price ?? null,
        price?.compareAtPrice ?? null,
        now,
        now,
        variantId,
        currency,
      ],
    );
  }

  /** `list` null: there is none from now on. */
  async noteList(tx: EntityManager, currency: string, list: PriceList | null, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO price_list_changes (currency, rate, rounds_to, changed_at)
       SELECT ?, ?, ?, ${afterLast('MAX(h.changed_at)')} FROM price_list_changes h WHERE h.currency = ?`,
      [currency, list?.rate ?? null, list?.roundsTo ?? null, now, now, currency],
    );
  }

  /** The next few variants by their ids; null when there are no more. */
  async nextVariants(after: number, limit: number): Promise<Some | null> {
    const [row] = await this.database.query<{ last: number | null }>(
      'SELECT MAX(id) AS last FROM (SELECT id FROM variants WHERE id > ? ORDER BY id LIMIT ?) few',
      [after, limit],
    );
    return row?.last ? { after, last: row.last } : null;
  }

  /** What was changed and not noted: by an earlier release beside this one, or by hand. */
  async noteUnseen({ after, last }: Some, now: Date): Promise<void> {
    const these = `(${OF_VARIANTS} WHERE v.id > ? AND v.id <= ?)`;
    await this.database.execute(noteDifferent(these), [now, now, after, last]);
    const own = `(${OF_LISTS} WHERE variant_id > ? AND variant_id <= ?)`;
    await this.database.execute(noteDifferent(own), [now, now, after, last]);
  }

  async noteUnseenLists(now: Date): Promise<void> {
    await this.database.execute(UNSEEN_LISTS, [now, now]);
  }

  /** For data brought along from elsewhere: what the reduced variants of a product cost before. */
  async addBefore(tx: EntityManager, handle: string, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO price_changes (${COLUMNS}) SELECT v.id, '${OWN}', v.compare_at_price, NULL, ?
       FROM variants v JOIN products p ON p.id = v.product_id WHERE p.handle = ? AND v.compare_at_price > v.price`,
      [at, handle],
    );
  }

  /** Of all variants of a product: their prices, and own ones in a list. */
  async findOfProduct(productId: number, currency: string): Promise<ChangeRow[]> {
    return this.database.read<ChangeRow>(
      `SELECT h.id, h.variant_id, h.currency, h.price, h.compare_at_price, h.changed_at FROM variants v JOIN price_changes h ON h.variant_id = v.id
       WHERE v.product_id = ? AND h.currency IN ('${OWN}', ?)`,
      [productId, currency],
    );
  }

  async findOfList(currency: string): Promise<ListChangeRow[]> {
    return this.database.read<ListChangeRow>(
      `SELECT id, currency, TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(rate AS CHAR))) AS rate, rounds_to, changed_at
       FROM price_list_changes WHERE currency = ?`,
      [currency],
    );
  }

  async deleteOutdated({ after, last }: Some, days: number): Promise<void> {
    await this.database.execute(OUTDATED, [after, last, days]);
  }
}
