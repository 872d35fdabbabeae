import { Injectable } from '@nestjs/common';
import { promisedQuantity } from '../../core/inventory/shown-stock.js';
import { CatalogService } from '../catalog/catalog.service.js';
import type { SellableVariant } from '../catalog/catalog.types.js';
import { InventoryService, type Availability } from '../inventory/inventory.service.js';
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
   * As pages show them, a second behind at most; one may order what pages promise. Null unless that is known of all these
   * variants. Good for saying yes: why something cannot be had is for MySQL to say.
   */
  async promised(variantIds: readonly number[]): Promise<Offers | null> {
    const ids = [...new Set(variantIds)];
    const shown = await this.catalog.shownVariants(ids);
    if (shown.size < ids.length) return null;
    const [variants, stock]: [Map<number, SellableVariant>, Map<number, Availability>] = [
      new Map(),
      new Map(),
    ];
    for (const [id, { variant, stock: level }] of shown) {
      variants.set(id, variant);
      stock.set(id, { ...level, orderable: promisedQuantity(level) });
    }
    return { variants, stock };
  }
}
