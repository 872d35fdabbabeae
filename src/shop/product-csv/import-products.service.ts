import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fractionDigits } from '../../core/money/currency.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import type { ProductInput, SavedProduct } from '../catalog/catalog-input.types.js';
import { EditCatalogService } from '../catalog/edit-catalog.service.js';
import { InventoryService, type StockLevelInput } from '../inventory/inventory.service.js';
import type { FileProblem } from './file-problem.js';
import { ImageStore } from './image-store.js';
import { inBatches } from './in-batches.js';
import { parseProduct, type ParsedProduct } from './parse-product.js';
import { readProducts } from './read-products.js';
import { VideoStore } from './video-store.js';

export interface ImportOptions {
  /** Only say what would change. */
  isDryRun: boolean;
  /** Load pictures and videos from where they are; else keep their addresses only. */
  fetchesImages: boolean;
}

export interface ImportListener {
  onUnknownColumns(names: string[]): void;
  onRefused(refused: { handle: string; line: number; reason: string }): void;
  onImageNotFetched(missing: { handle: string; source: string; reason: string }): void;
  /** Of a video, its poster or its captions. */
  onVideoLeftOut(leftOut: { handle: string; line: number; source: string; reason: string }): void;
  onProgress(products: number): void;
}

export interface ImportResult {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Why the file could not be read to its end. */
  stoppedBy: FileProblem | null;
}

type Sound = Extract<ParsedProduct, { ok: true }>;

const MOST_PRODUCTS = 50;
/** Of descriptions and the like in one batch; a statement must stay well below the server's packet size. */
const MOST_CHARACTERS = 1_000_000;

/** Reads Shopify product CSV into the shop: streaming, a batch of products per transaction, each whole or not at all. */
@Injectable()
export class ImportProductsService {
  constructor(
    private readonly database: Database,
    private readonly catalog: EditCatalogService,
    private readonly inventory: InventoryService,
    private readonly images: ImageStore,
    private readonly videos: VideoStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Errors: only what the database throws; everything about the file is told to `listener` or in the result. */
  async run(
    source: AsyncIterable<Buffer>,
    options: ImportOptions,
    listener: ImportListener,
  ): Promise<ImportResult> {
    const result: ImportResult = { created: 0, updated: 0, unchanged: 0, refused: 0, stoppedBy: null };
    const isFetching = options.fetchesImages && !options.isDryRun;
    const pictures = this.images.session(isFetching);
    const videos = this.videos.session(isFetching, pictures);
    for await (const batch of this.batches(source, listener, result)) {
      const products = [];
      for (const { product, videoLines } of batch) {
        const pictured = await pictures.withImages(product, listener);
        products.push(await videos.withVideos(pictured, videoLines, listener));
      }
      count(result, await this.save(products, options));
      listener.onProgress(batch.length);
    }
    return result;
  }

  private batches(source: AsyncIterable<Buffer>, listener: ImportListener, result: ImportResult) {
    const limits = {
      most: MOST_PRODUCTS,
      mostCharacters: MOST_CHARACTERS,
      charactersOf: ({ product }: Sound) => sizeOf(product),
    };
    return inBatches(this.sound(source, listener, result), limits, (problem) => (result.stoppedBy = problem));
  }

  private async *sound(
    source: AsyncIterable<Buffer>,
    listener: ImportListener,
    result: ImportResult,
  ): AsyncGenerator<Sound> {
    for await (const rows of readProducts(source, listener)) {
      const parsed = parseProduct(rows, fractionDigits(this.env.CURRENCY));
      if (parsed.ok) {
        yield parsed;
        continue;
      }
      result.refused += 1;
      listener.onRefused(parsed);
    }
  }

  private async save(products: readonly ProductInput[], { isDryRun }: ImportOptions): Promise<Change[]> {
    if (isDryRun) return this.withStockChanges(products, await this.catalog.compareProducts(products));
    return this.database.transaction(async (tx) => {
      const saved = await this.catalog.saveProducts(tx, products);
      const compared = await this.withStockChanges(products, saved, tx);
      await this.inventory.setStock(
        tx,
        compared.flatMap((change) => change.stock),
      );
      return compared;
    });
  }

  /** Adds the stock levels that differ from what is stored; a product whose stock changes has changed. */
  private async withStockChanges(
    products: readonly ProductInput[],
    saved: readonly SavedProduct[],
    tx?: EntityManager,
  ): Promise<Change[]> {
    const before = await this.inventory.levels(
      saved.flatMap((one) => one.variantIds),
      tx,
    );
    return saved.map((one, index) => {
      const stock = stockOf(products[index]!, one).filter(
        (level) => !isSame(level, before.get(level.variantId)),
      );
      return { ...one, stock, isChanged: one.isChanged || stock.length > 0 };
    });
  }
}

type Change = SavedProduct & { stock: StockLevelInput[] };

const stockOf = (product: ProductInput, { variantIds }: SavedProduct): StockLevelInput[] =>
  product.variants.flatMap(({ stock }, index) => {
    const variantId = variantIds[index];
    return variantId === undefined ? [] : [{ variantId, ...stock }];
  });

const isSame = (a: StockLevelInput, b: StockLevelInput | undefined): boolean =>
  a.isCounted === b?.isCounted && a.sellsWhenOut === b.sellsWhenOut && a.onHand === b.onHand;

const sizeOf = ({ bodyHtml, variants, images, videos }: ProductInput): number =>
  bodyHtml.length + variants.length * 500 + images.length * 500 + videos.length * 1000;

function count(result: ImportResult, changes: readonly Change[]): void {
  for (const { isNew, isChanged } of changes) {
    if (isNew) result.created += 1;
    else if (isChanged) result.updated += 1;
    else result.unchanged += 1;
  }
}
