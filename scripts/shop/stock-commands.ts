import type { INestApplicationContext } from '@nestjs/common';
import { CatalogService } from '../../src/shop/catalog/catalog.service.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { Refused, type Command } from './command.js';
import { parseCount } from './parse-amount.js';

/** The variant with this SKU, else with this id. Errors: Refused when there is none, or more than one. */
async function variantOf(shop: INestApplicationContext, text: string): Promise<number> {
  const bySku = await shop.get(CatalogService).variantIdsBySku(text);
  if (bySku.length > 1)
    throw new Refused(
      `${bySku.length} variants have the SKU ${text}; name one by its id: ${bySku.join(', ')}`,
    );
  const id = bySku[0] ?? (/^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : 0);
  if (id > 0) return id;
  throw new Refused(`No variant has the SKU ${text}.`);
}

export const stockCommands: Command[] = [
  {
    name: 'stock set',
    usage: 'stock set SKU|VARIANT_ID ON_HAND   (what is on the shelf, reserved ones included)',
    words: 2,
    run: async (shop, [text = '', count = '']) => {
      const onHand = parseCount(count, 'ON_HAND');
      const variantId = await variantOf(shop, text);
      const inventory = shop.get(InventoryService);
      if (!(await inventory.adjust(variantId, onHand))) throw new Refused(`There is no variant ${text}.`);
      const availability = (await inventory.availability([variantId])).get(variantId);
      return `Variant ${variantId}: ${onHand} on hand, ${availability?.available ?? 0} available.`;
    },
  },
];
