import type { INestApplicationContext } from '@nestjs/common';
import { CatalogService } from '../../src/shop/catalog/catalog.service.js';
import { Refused } from './command.js';

/** The variant with this SKU, else with this id. Errors: Refused when there is none, or more than one. */
export async function findVariant(shop: INestApplicationContext, text: string): Promise<number> {
  const bySku = await shop.get(CatalogService).variantIdsBySku(text);
  if (bySku.length > 1)
    throw new Refused(
      `${bySku.length} variants have the SKU ${text}; name one by its id: ${bySku.join(', ')}`,
    );
  const id = bySku[0] ?? (/^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : 0);
  if (id > 0) return id;
  throw new Refused(`No variant has the SKU ${text}.`);
}
