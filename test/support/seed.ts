import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { Database } from '../../src/platform/database/database.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import type { ProductInput } from '../../src/shop/catalog/catalog.types.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';

/**
 * Writes products and their stock as staff would. The shop's settings must be in process.env.
 * Returns the variants' ids in the order of each product, by handle.
 */
export async function seed(products: ProductInput[]): Promise<Map<string, number[]>> {
  const context = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'] });
  try {
    const [catalog, inventory] = [context.get(EditCatalogService), context.get(InventoryService)];
    const saved = await context.get(Database).transaction(async (tx) => {
      const written = await catalog.saveProducts(tx, products);
      const levels = written.flatMap(({ variantIds }, at) =>
        variantIds.map((variantId, nth) => ({ variantId, ...products[at]!.variants[nth]!.stock })),
      );
      await inventory.setStock(tx, levels);
      return written;
    });
    await catalog.saveCollection({
      handle: 'everything',
      title: 'Everything',
      description: 'All there is.',
      imageSrc: null,
      position: 1,
      members: { products: products.map((product) => product.handle) },
    });
    await catalog.forget(products.map((product) => product.handle));
    return new Map(saved.map(({ handle, variantIds }) => [handle, variantIds]));
  } finally {
    await context.close();
  }
}
