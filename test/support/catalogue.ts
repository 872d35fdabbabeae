import { Test } from '@nestjs/testing';
import { ENV, readEnv } from '../../src/platform/config/env.js';
import { Database } from '../../src/platform/database/database.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { CatalogModule } from '../../src/shop/catalog/catalog.module.js';
import { CatalogService } from '../../src/shop/catalog/catalog.service.js';
import type { ProductInput } from '../../src/shop/catalog/catalog-input.types.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import { InventoryModule } from '../../src/shop/inventory/inventory.module.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { ProductCsvModule } from '../../src/shop/product-csv/product-csv.module.js';
import { testDatabase } from './database.js';
import { redisUrl, testRedis } from './redis.js';
import { saveProducts } from './save-products.js';

/** Catalogue, inventory and product files on a database and a Redis number of the test's own. */
export async function testCatalogue(settings: Record<string, string> = {}) {
  const db = await testDatabase();
  const redis = await testRedis();
  const env = readEnv({ DATABASE_URL: db.url, REDIS_URL: redisUrl(), LOG_LEVEL: 'silent', ...settings });
  const imports = [PlatformModule, CatalogModule, InventoryModule, ProductCsvModule];
  const module = await Test.createTestingModule({ imports }).overrideProvider(ENV).useValue(env).compile();
  await module.init();
  const database = module.get(Database);

  return {
    url: db.url,
    redis,
    database,
    edit: module.get(EditCatalogService),
    inventory: module.get(InventoryService),
    catalog: module.get(CatalogService),
    get: module.get.bind(module),
    save: (...products: ProductInput[]) => saveProducts(module, products),
    /** An empty shop again, in a few milliseconds. */
    async reset(): Promise<void> {
      await database.execute('DELETE FROM products');
      await database.execute('DELETE FROM collections');
      await redis.run((client) => client.flushDb());
    },
    async close(): Promise<void> {
      await module.close();
      await redis.close();
      await db.drop();
    },
  };
}

export type TestCatalogue = Awaited<ReturnType<typeof testCatalogue>>;
