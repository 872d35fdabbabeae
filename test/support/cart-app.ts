import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { Database } from '../../src/platform/database/database.js';
import type { ProductInput, VariantInput } from '../../src/shop/catalog/catalog.types.js';
import { EditCatalogService } from '../../src/shop/catalog/edit-catalog.service.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';

const variant = (fields: Partial<VariantInput>): VariantInput => ({
  options: [],
  sku: null,
  barcode: null,
  price: 1900,
  compareAtPrice: null,
  costPerItem: null,
  grams: 300,
  weightUnit: 'g',
  isTaxed: true,
  taxCode: '',
  requiresShipping: true,
  fulfilmentService: 'manual',
  imageSource: null,
  stock: { isCounted: true, sellsWhenOut: false, onHand: 100_000 },
  ...fields,
});

const product = (fields: Partial<ProductInput>): ProductInput => ({
  handle: 'mug',
  title: 'Enamel mug',
  bodyHtml: '<p>Holds coffee.</p>',
  vendor: 'Larch & Lantern',
  category: '',
  type: 'Mug',
  tags: ['camp'],
  status: 'active',
  isPublished: true,
  isGiftCard: false,
  seoTitle: null,
  seoDescription: null,
  optionNames: [],
  variants: [variant({})],
  images: [{ source: '/images/x/mug.svg', src: '/images/x/mug.svg', alt: 'A mug' }],
  ...fields,
});

const stock = (onHand: number) => ({ isCounted: true, sellsWhenOut: false, onHand });

const products = [
  product({}),
  product({
    handle: 'beanie',
    title: 'Beanie',
    optionNames: ['Colour', 'Size'],
    variants: [
      variant({ options: ['Moss', 'S'], sku: 'B-1', price: 2400, compareAtPrice: 3000, stock: stock(3) }),
      variant({ options: ['Moss', 'L'], sku: 'B-2', price: 2400, stock: stock(0) }),
    ],
  }),
  product({ handle: 'secret', title: 'Secret', status: 'draft' }),
  product({
    handle: 'pencil',
    title: 'Pencil',
    optionNames: ['Number'],
    variants: Array.from({ length: 100 }, (_, i) => variant({ options: [`No ${i}`], price: 100 })),
  }),
];

/** A web process on these servers, listening, in this process. */
export async function webProcess(servers: { databaseUrl: string; redisUrl: string }) {
  const settings = { DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl, LOG_LEVEL: 'fatal' };
  Object.assign(process.env, settings, { NODE_ENV: 'test', DATABASE_POOL_SIZE: '10' });
  const app = await createApp();
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}`, close: () => app.close() };
}

/** A small catalogue; ids of its variants by name. */
export async function fillShop(app: Awaited<ReturnType<typeof webProcess>>['app']) {
  const [catalog, inventory] = [app.get(EditCatalogService), app.get(InventoryService)];
  const saved = await app.get(Database).transaction(async (tx) => {
    const results = await catalog.saveProducts(tx, products);
    const levels = results.flatMap(({ variantIds }, i) =>
      variantIds.map((variantId, v) => ({ variantId, ...products[i]!.variants[v]!.stock })),
    );
    await inventory.setStock(tx, levels);
    return results.map((result) => result.variantIds);
  });
  const [[mug], [small, large], [secret], pencils] = saved as [
    [number],
    [number, number],
    [number],
    number[],
  ];
  return { mug, small, large, secret, pencils };
}
