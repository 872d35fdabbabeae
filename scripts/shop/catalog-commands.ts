import type { INestApplicationContext } from '@nestjs/common';
import { ShopError } from '../../src/platform/errors/shop-error.js';
import { Messages } from '../../src/platform/views/messages.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import { Refused, type Command } from './command.js';

/** What the service refuses is said in the words that the office will use. */
async function orRefuse(shop: INestApplicationContext, deed: Promise<void>): Promise<void> {
  try {
    await deed;
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    throw new Refused(shop.get(Messages).t(error.messageKey, error.values));
  }
}

/** What staff do with addresses of the catalogue. */
export const catalogCommands: Command[] = [
  {
    name: 'product rename',
    usage: 'product rename OLD_HANDLE NEW_HANDLE   (the old address leads to the new one for good)',
    words: 2,
    run: async (shop, [from = '', to = '']) => {
      await orRefuse(shop, shop.get(EditCatalogService).renameProduct(from, to));
      return `/products/${from} leads to /products/${to}.`;
    },
  },
  {
    name: 'collection rename',
    usage: 'collection rename OLD_HANDLE NEW_HANDLE   (the same for a collection)',
    words: 2,
    run: async (shop, [from = '', to = '']) => {
      await orRefuse(shop, shop.get(EditCatalogService).renameCollection(from, to));
      return `/collections/${from} leads to /collections/${to}.`;
    },
  },
];
