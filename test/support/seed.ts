import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import type { ProductInput } from '../../src/shop/catalog/catalog-input.types.js';
import { saveProducts, variantIdsOf } from './save-products.js';

/**
 * Writes products and their stock as staff would. The shop's settings must be in process.env.
 * Returns the variants' ids in the order of each product, by handle.
 */
export async function seed(products: ProductInput[]): Promise<Map<string, number[]>> {
  const context = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'] });
  try {
    const saved = await saveProducts(context, products);
    await context.get(EditCatalogService).saveCollection({
      handle: 'everything',
      title: 'Everything',
      description: 'All there is.',
      imageSrc: null,
      position: 1,
      members: { products: products.map((product) => product.handle) },
    });
    return variantIdsOf(saved);
  } finally {
    await context.close();
  }
}
