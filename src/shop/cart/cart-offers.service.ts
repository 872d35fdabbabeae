import { Injectable } from '@nestjs/common';
import { promisedQuantity } from '../../core/inventory/shown-stock.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { noteRead } from '../../platform/request/request-stats.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import type { Offers } from './line-changes.js';

/** What is sold and how many there are. */
@Injectable()
export class CartOffers {
  constructor(
    private readonly catalog: CatalogService,
    private readonly inventory: InventoryService,
  ) {}

  /** From MySQL at the moment of asking. */
  async of(variantIds: readonly number[]): Promise<Offers> {
    const ids = [...new Set(variantIds)];
    if (ids.length === 0) return { variants: new Map(), stock: new Map() };
    const [variants, stock] = await Promise.all([
      this.catalog.variantsByIds(ids),
      this.inventory.availability(ids),
    ]);
    return { variants, stock };
  }

  /**
   * For who only looks: with MySQL away as pages show them, which counts as an old read. Errors: UnavailableError when that is
   * not known either.
   */
  async forShow(variantIds: readonly number[]): Promise<Offers> {
    try {
      return await this.of(variantIds);
    } catch (error) {
      const shown = error instanceof UnavailableError ? await this.shown(variantIds) : null;
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
    const shown = await this.shown(variantIds);
    if (!shown) return null;
    const { variants, stock } = shown;
    const levels = [...stock].map(
      ([id, level]) => [id, { ...level, orderable: promisedQuantity(level) }] as const,
    );
    return { variants, stock: new Map(levels) };
  }

  private async shown(variantIds: readonly number[]): Promise<Offers | null> {
    const ids = [...new Set(variantIds)];
    const shown = await this.catalog.shownVariants(ids);
    if (shown.size < ids.length) return null;
    const all = [...shown];
    return {
      variants: new Map(all.map(([id, { variant }]) => [id, variant])),
      stock: new Map(all.map(([id, { stock }]) => [id, stock])),
    };
  }
}
