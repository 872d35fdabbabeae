import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { Refused, type Command } from './command.js';
import { findVariant } from './find-variant.js';
import { parseCount } from './parse-amount.js';

export const stockCommands: Command[] = [
  {
    name: 'stock set',
    usage: 'stock set SKU|VARIANT_ID ON_HAND   (what is on the shelf, reserved ones included)',
    words: 2,
    run: async (shop, [text = '', count = '']) => {
      const onHand = parseCount(count, 'ON_HAND');
      const variantId = await findVariant(shop, text);
      const inventory = shop.get(InventoryService);
      if (!(await inventory.adjust(variantId, onHand))) throw new Refused(`There is no variant ${text}.`);
      const availability = (await inventory.availability([variantId])).get(variantId);
      return `Variant ${variantId}: ${onHand} on hand, ${availability?.available ?? 0} available.`;
    },
  },
];
