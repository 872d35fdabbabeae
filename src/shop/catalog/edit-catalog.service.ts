import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { membership, type ProductFacts } from '../../core/catalog/collection-rules.js';
import { productProblem } from '../../core/catalog/product-problem.js';
import { fractionDigits } from '../../core/money/currency.js';
import { CacheChanges } from '../../platform/cache/cache-changes.js';
import { Clock } from '../../platform/clock/clock.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import { BadInputError, ConflictError, NotFoundError } from '../../platform/errors/shop-error.js';
import { cacheNames } from './cache-names.js';
import type { CollectionInput, ProductInput, SavedProduct } from './catalog-input.types.js';
import { CollectionRepository } from './collection.repository.js';
import { ProductWriter } from './product-writer.repository.js';
import { FactsRepository } from './facts.repository.js';
import { HandleRepository, type HandleKind } from './handle.repository.js';
import { PriceHistoryRepository } from './price-history/price-history.repository.js';
import { ProductUpkeep } from './product-upkeep.repository.js';
import { variantTitle } from './variant-row.js';

/** Everything that changes the catalogue. */
@Injectable()
export class EditCatalogService {
  constructor(
    private readonly database: Database,
    private readonly writer: ProductWriter,
    private readonly upkeep: ProductUpkeep,
    private readonly handles: HandleRepository,
    private readonly facts: FactsRepository,
    private readonly collections: CollectionRepository,
    private readonly history: PriceHistoryRepository,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** One product; see `saveProducts`. */
  async saveProduct(tx: EntityManager, product: ProductInput): Promise<SavedProduct> {
    const [saved] = await this.saveProducts(tx, [product]);
    return saved!;
  }

  /**
   * Writes whole products, each replacing what was there under its handle, and puts them into the collections whose
   * rules they fulfil. Results in the order of `products`; handles must differ. Stock is the caller's to set, in the
   * same `tx`.
   * Errors: BadInputError when a product breaks a limit; ask `productProblem` first.
   */
  async saveProducts(tx: EntityManager, products: readonly ProductInput[]): Promise<SavedProduct[]> {
    for (const product of products) assertSound(product);
    const hashed = products.map((product) => ({ ...product, hash: hashOf(product) }));
    const stored = await this.writer.findStored(
      tx,
      products.map((product) => product.handle),
    );
    const changed = hashed.filter(({ handle, hash }) => stored.get(handle)?.hash !== hash);
    const changedIds = await this.writer.write(tx, changed, this.clock.now());
    await this.history.noteProducts(tx, changedIds, this.clock.now());
    const ids = new Map(changed.map((product, index) => [product.handle, changedIds[index]!]));
    await this.fileByRules(tx, changed, ids);
    if (changed.length > 0) await this.announce(tx, changed, changedIds.map(cacheNames.ownPrices));
    const idOf = (handle: string) => ids.get(handle) ?? stored.get(handle)!.id;
    const variantIds = await this.writer.variantIds(
      tx,
      products.map(({ handle }) => idOf(handle)),
    );
    return products.map(({ handle }) => ({
      id: idOf(handle),
      handle,
      variantIds: variantIds.get(idOf(handle)) ?? [],
      isNew: !stored.has(handle),
      isChanged: ids.has(handle),
    }));
  }

  /** What `saveProducts` would do, without doing it. A new product has no variants yet. */
  async compareProducts(products: readonly ProductInput[]): Promise<SavedProduct[]> {
    const tx = this.database.manager;
    const stored = await this.writer.findStored(
      tx,
      products.map((product) => product.handle),
    );
    const ids = [...stored.values()].map(({ id }) => id);
    const variantIds = await this.writer.variantIds(tx, ids);
    return products.map((product) => {
      const { id, hash } = stored.get(product.handle) ?? { id: 0, hash: '' };
      const isChanged = hash !== hashOf(product);
      const { handle } = product;
      return { id, handle, variantIds: variantIds.get(id) ?? [], isNew: id === 0, isChanged };
    });
  }

  /**
   * Writes a collection and its members, replacing what was there under its handle.
   * Errors: BadInputError for a rule that cannot be asked.
   */
  async saveCollection(input: CollectionInput): Promise<void> {
    const { members } = input;
    const rules = 'rules' in members ? members.rules : null;
    const matching = 'rules' in members ? members.matching : 'all';
    await this.database.transaction(async (tx) => {
      const id = await this.collections.put(tx, { ...input, rules, matching }, this.clock.now());
      if ('rules' in members) {
        const belongs = this.membershipOf(members.rules, members.matching);
        await this.collections.setFound(tx, id, await this.facts.findProducts(tx, belongs));
      } else {
        await this.collections.setPicked(tx, id, await this.collections.idsOfHandles(tx, members.products));
      }
      await this.announce(tx, []);
    });
  }

  /**
   * Gives a product another handle; the old one leads to it from now on.
   * Errors: NotFoundError when there is no such product, ConflictError when the new handle is taken, BadInputError when it can be
   * no part of an address.
   */
  async renameProduct(handle: string, newHandle: string): Promise<void> {
    const outcome = await this.rename('product', handle, newHandle);
    if (outcome === 'unknown') throw new NotFoundError('catalog.product_unknown');
    if (outcome === 'taken') throw new ConflictError('catalog.handle_taken');
  }

  /** Gives a collection another handle. Errors: as `renameProduct`; `all` is the handle of all products. */
  async renameCollection(handle: string, newHandle: string): Promise<void> {
    const outcome = newHandle === 'all' ? 'taken' : await this.rename('collection', handle, newHandle);
    if (outcome === 'unknown') throw new NotFoundError('catalog.collection_unknown');
    if (outcome === 'taken') throw new ConflictError('catalog.collection_handle_taken');
  }

  /** Counts sold units for the order "best selling". Call it after the order's transaction, not inside. */
  async countSales(lines: readonly { variantId: number; quantity: number }[]): Promise<void> {
    if (lines.length > 0) await this.upkeep.countSales(lines);
  }

  /** For data brought along from elsewhere: when products were made and how often they were sold. What is reduced cost until now what it is compared with. */
  async setHistory(
    products: readonly { handle: string; createdAt: Date; unitsSold: number }[],
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.upkeep.setHistory(tx, products);
      for (const { handle, createdAt } of products) await this.history.addBefore(tx, handle, createdAt);
      await this.announce(tx, products);
    });
  }

  private async rename(kind: HandleKind, from: string, to: string): Promise<'done' | 'unknown' | 'taken'> {
    if (from === to) return 'done';
    assertHandle(to);
    return this.database.transaction(async (tx) => {
      await this.announce(tx, kind === 'product' ? [{ handle: from }, { handle: to }] : []);
      return this.handles.rename(tx, kind, { from, to, at: this.clock.now() });
    });
  }

  /** After the commit of `tx` visitors see these products, all listings and the collections anew, and whatever else is named. */
  private async announce(
    tx: EntityManager,
    products: readonly { handle: string }[],
    others: readonly string[] = [],
  ): Promise<void> {
    const pages = products.map(({ handle }) => cacheNames.productPage(handle));
    await this.changes.forgetAfter(tx, [...pages, ...others, cacheNames.collections, cacheNames.listings]);
  }

  private membershipOf(rules: Parameters<typeof membership>[0], matching: 'all' | 'any') {
    try {
      return membership(rules, matching, fractionDigits(this.env.CURRENCY));
    } catch (error) {
      throw new BadInputError('catalog.rule_unknown', { rule: (error as Error).message });
    }
  }

  private async fileByRules(tx: EntityManager, products: readonly ProductInput[], ids: Map<string, number>) {
    if (products.length === 0) return;
    const collections = (await this.collections.findRules(tx)).map(({ id, rules, matching }) => ({
      id,
      belongs: this.membershipOf(rules, matching),
    }));
    const pairs = products.flatMap((product) =>
      collections
        .filter(({ belongs }) => belongs(factsOf(product)))
        .map(({ id }) => ({ collectionId: id, productId: ids.get(product.handle)! })),
    );
    await this.collections.setRuleMemberships(tx, [...ids.values()], pairs);
  }
}

/** Letters, digits, `-` and `_`: a dot would be read as the end of an address, as in `mug.js`. */
function assertHandle(handle: string): void {
  if (!/^[\p{L}\p{N}_-]{1,255}$/u.test(handle)) throw new BadInputError('catalog.handle_bad');
}

function assertSound(product: ProductInput): void {
  const problem = productProblem(product);
  if (problem !== null)
    throw new BadInputError('catalog.product_unsound', { handle: product.handle, problem });
}

/**
 * Stands for all of a product's content but stock, which changes by itself and is compared by whoever sets it. Without videos it is what it was
 * when there were none: products that have none have not changed.
 */
function hashOf({ videos, ...product }: ProductInput): string {
  const variants = product.variants.map((variant) => ({ ...variant, stock: undefined }));
  return createHash('sha256')
    .update(JSON.stringify({ ...product, variants, ...(videos.length > 0 && { videos }) }))
    .digest('base64url');
}

const factsOf = (product: ProductInput): ProductFacts => ({
  ...product,
  variants: product.variants.map((variant) => ({
    ...variant,
    title: variantTitle(variant.options),
    available: variant.stock.onHand,
  })),
});
