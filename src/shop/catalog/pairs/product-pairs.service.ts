import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CacheChanges } from '../../../platform/cache/cache-changes.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { cacheNames } from '../cache-names.js';
import { type ProductPair, ProductPairRepository } from './product-pair.repository.js';

/** More are never shown; some of them may be sold out. */
const KEPT = 10;
/** In one transaction: milliseconds, and a worker that is killed loses no more. */
const AT_ONCE = 20;
const ROUND_MS = 24 * 60 * 60 * 1000;

/** Finds the pairs of these products, in any order. */
type Find = (tx: EntityManager, productIds: readonly number[]) => Promise<readonly ProductPair[]>;

/** What products are bought together with. */
@Injectable()
export class ProductPairs {
  constructor(
    private readonly database: Database,
    private readonly pairs: ProductPairRepository,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * The next few products of the day's round, of one worker at a time. Pairs are found anew and put in the place of the old ones, never
   * counted up: whatever dies or is done twice, each order counts once. True when the round goes on.
   */
  refreshSome(find: Find): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const round = await this.pairs.takeRound(tx);
      const now = this.clock.now();
      const { afterId = 0, beganAt = null } = round ?? {};
      if (!round || (afterId === 0 && beganAt && now.getTime() - beganAt.getTime() < ROUND_MS)) return false;
      const products = await this.pairs.findProducts(tx, afterId, AT_ONCE);
      if (products.length > 0)
        await this.put(
          tx,
          products,
          best(
            await find(
              tx,
              products.map(({ id }) => id),
            ),
          ),
        );
      const isDone = products.length < AT_ONCE;
      await this.pairs.noteRound(tx, {
        afterId: isDone ? 0 : products.at(-1)!.id,
        beganAt: afterId === 0 ? now : beganAt,
      });
      return !isDone;
    });
  }

  /** Pairs that nobody has bought, for the demo shop: each product with those listed beside it. Handles; unknown ones are left out. */
  async addSamples(pairs: Readonly<Record<string, readonly string[]>>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ids = await this.pairs.idsOf(tx, [...Object.keys(pairs), ...Object.values(pairs).flat()]);
      const rows = Object.entries(pairs).flatMap(([handle, others]) =>
        others.map((other) => ({ productId: ids.get(handle), otherId: ids.get(other), buyers: 0 })),
      );
      await this.pairs.add(tx, rows.filter(isKnown), { isSample: true });
    });
  }

  /** Writes only what differs: of most products nothing does. */
  private async put(
    tx: EntityManager,
    products: readonly { id: number; handle: string }[],
    found: readonly ProductPair[],
  ): Promise<void> {
    const before = wordsOf(
      await this.pairs.find(
        tx,
        products.map(({ id }) => id),
      ),
    );
    const after = wordsOf(found);
    const changed = products.filter(({ id }) => before.get(id) !== after.get(id));
    if (changed.length === 0) return;
    const ids = new Set(changed.map(({ id }) => id));
    await this.pairs.replace(
      tx,
      [...ids],
      found.filter(({ productId }) => ids.has(productId)),
    );
    await this.changes.forgetAfter(
      tx,
      changed.map(({ handle }) => cacheNames.beside(handle)),
    );
  }
}

/** The commonest of each product; of equals the one that was there first. */
function best(pairs: readonly ProductPair[]): ProductPair[] {
  const sorted = pairs.toSorted((a, b) => b.buyers - a.buyers || a.otherId - b.otherId);
  return [...Map.groupBy(sorted, ({ productId }) => productId).values()].flatMap((some) =>
    some.slice(0, KEPT),
  );
}

/** What is to be compared, by product. */
const wordsOf = (pairs: readonly ProductPair[]): Map<number, string> =>
  new Map(
    [...Map.groupBy(pairs, ({ productId }) => productId)].map(([id, some]) => [
      id,
      some
        .map(({ otherId, buyers }) => `${otherId}:${buyers}`)
        .toSorted()
        .join(),
    ]),
  );

const isKnown = (pair: {
  productId: number | undefined;
  otherId: number | undefined;
  buyers: number;
}): pair is ProductPair => pair.productId !== undefined && pair.otherId !== undefined;
