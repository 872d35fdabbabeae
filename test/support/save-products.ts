import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../../src/platform/database/database.js';
import type { ProductInput, SavedProduct } from '../../src/shop/catalog/catalog-input.types.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';

/** Saves products and their stock in one transaction, as the import does. Answers them in the order given. */
export async function saveProducts(
  app: Pick<INestApplicationContext, 'get'>,
  products: readonly ProductInput[],
): Promise<SavedProduct[]> {
  const [edit, inventory] = [app.get(EditCatalogService), app.get(InventoryService)];
  return app.get(Database).transaction(async (tx) => {
    const results = await edit.saveProducts(tx, products);
    const levels = results.flatMap(({ variantIds }, at) =>
      products[at]!.variants.map(({ stock }, nth) => ({ variantId: variantIds[nth]!, ...stock })),
    );
    await inventory.setStock(tx, levels);
    return results;
  });
}

/** Ids of variants in the order of each product, by handle. */
export const variantIdsOf = (saved: readonly SavedProduct[]): Map<string, number[]> =>
  new Map(saved.map(({ handle, variantIds }) => [handle, variantIds]));
