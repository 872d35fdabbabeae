import { Injectable } from '@nestjs/common';
import { CatalogService } from '../catalog/catalog.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import type { Offers } from './line-changes.js';

/** What is sold and how many there are, from MySQL at the moment of asking. */
@Injectable()
export class CartOffers {
  constructor(
    private readonly catalog: CatalogService,
    private readonly inventory: InventoryService,
  ) {}

  async of(variantIds: readonly number[]): Promise<Offers> {
    const ids = [...new Set(variantIds)];
    if (ids.length === 0) return { variants: new Map(), stock: new Map() };
    const [variants, stock] = await Promise.all([
      this.catalog.variantsByIds(ids),
      this.inventory.availability(ids),
    ]);
    return { variants, stock };
  }
}
