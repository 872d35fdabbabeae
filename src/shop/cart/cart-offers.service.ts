import { Injectable } from '@nestjs/common';
import { promisedQuantity } from '../../core/inventory/shown-stock.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { noteRead } from '../../platform/request/request-stats.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { PriceLists } from '../catalog/price-lists/price-lists.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import type { Offers } from './line-changes.js';

/** What is sold and how many there are. */
@Injectable()
export class CartOffers {
  constructor(
    private readonly catalog: CatalogService,
    private readonly inventory: InventoryService,
    private readonly priceLists: PriceLists,
  ) {}

  /** From MySQL at the moment of asking; at the shop's own prices where `currency` has no list. */
  async of(variantIds: readonly number[], currency: string | null = null): Promise<Offers> {
    const ids = [...new Set(variantIds)];
    if (ids.length === 0 && currency === null) return { list: null, variants: new Map(), stock: new Map() };
    const [variants, stock] = await Promise.all([
      this.catalog.variantsByIds(ids),
      this.inventory.availability(ids),
    ]);
    const listed = await this.priceLists.exactly(currency, variants);
    return { list: null, variants, ...listed, stock };
  }

  /**
   * For who only looks: with MySQL away as pages show them, which counts as an old read. Errors: UnavailableError when that is
   * not known either.
   */
  async forShow(variantIds: readonly number[], currency: string | null): Promise<Offers> {
    try {
      return await this.of(variantIds, currency);
    } catch (error) {
      const shown = error instanceof UnavailableError ? await this.shown(variantIds, currency) : null;
      if (!shown) throw error;
      noteRead('offers of a cart', shown, true);
      return shown;
    }
  }

  /**
   * As pages show them, a second behind at most; one may order what pages promise. Null unless that is known of all these
   * variants. Good for saying yes: why something cannot be had is for MySQL to say.
   */
  async promised(variantIds: readonly number[]): Promise<Offers | null> {
    const shown = await this.shown(variantIds, null);
    if (!shown) return null;
    const levels = [...shown.stock].map(
      ([id, level]) => [id, { ...level, orderable: promisedQuantity(level) }] as const,
    );
    return { ...shown, stock: new Map(levels) };
  }

  private async shown(variantIds: readonly number[], currency: string | null): Promise<Offers | null> {
    const ids = [...new Set(variantIds)];
    const shown = await this.catalog.shownVariants(ids);
    if (shown.size < ids.length) return null;
    const all = [...shown];
    const list = await this.priceLists.find(currency);
    const variants = new Map(all.map(([id, { variant }]) => [id, variant]));
    return {
      list,
      variants: await this.priceLists.variants(variants, list),
      stock: new Map(all.map(([id, { stock }]) => [id, stock])),
    };
  }
}
