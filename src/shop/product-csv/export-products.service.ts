import { Inject, Injectable } from '@nestjs/common';
import { fractionDigits } from '../../core/money/currency.js';
import { stringify } from 'csv-stringify/sync';
import { ENV, type Env } from '../../platform/config/env.js';
import { CatalogService } from '../catalog/catalog.service.js';
import type { StoredProduct } from '../catalog/catalog-input.types.js';
import { InventoryService, type StockLevelInput } from '../inventory/inventory.service.js';
import { type Column, columns, videoColumns } from './columns.js';
import { productRows } from './product-rows.js';

const BATCH = 100;

/** Writes the whole catalogue as Shopify product CSV, UTF-8 without byte order mark, lines ended by LF. */
@Injectable()
export class ExportProductsService {
  constructor(
    private readonly catalog: CatalogService,
    private readonly inventory: InventoryService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The file piece by piece: the names of the columns, then a batch of products at a time, oldest first. */
  async *run(onProgress: (products: number) => void): AsyncGenerator<string> {
    const written = (await this.catalog.hasVideos()) ? [...columns, ...videoColumns] : columns;
    yield stringify([[...written]]);
    for (let afterId = 0; ;) {
      const products = await this.catalog.storedProducts(afterId, BATCH);
      const last = products.at(-1);
      if (!last) return;
      yield stringify(await this.rowsOf(products, written));
      onProgress(products.length);
      afterId = last.id;
    }
  }

  private async rowsOf(products: readonly StoredProduct[], written: readonly Column[]): Promise<string[][]> {
    const levels = await this.inventory.levels(products.flatMap((product) => product.variantIds));
    const digits = fractionDigits(this.env.CURRENCY);
    return products.flatMap((product) => productRows(withStock(product, levels), digits, written));
  }
}

const withStock = (product: StoredProduct, levels: ReadonlyMap<number, StockLevelInput>): StoredProduct => ({
  ...product,
  variants: product.variants.map((variant, index) => ({
    ...variant,
    stock: levels.get(product.variantIds[index]!) ?? variant.stock,
  })),
});
