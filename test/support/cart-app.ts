import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import type { VariantInput } from '../../src/shop/catalog/catalog-input.types.js';
import { aProduct, aVariant } from './factories/product.js';
import { saveProducts } from './save-products.js';

const stock = (onHand: number) => ({ isCounted: true, sellsWhenOut: false, onHand });
const variant = (fields: Partial<VariantInput>) =>
  aVariant({ price: 1900, grams: 300, stock: stock(100_000), ...fields });
const picture = { source: '/images/x/mug.svg', src: '/images/x/mug.svg', alt: 'A mug' };
const look = {
  bodyHtml: '<p>Holds coffee.</p>',
  vendor: 'Larch & Lantern',
  tags: ['camp'],
  images: [picture],
};

const products = [
  aProduct({ ...look, handle: 'mug', title: 'Enamel mug', variants: [variant({})] }),
  aProduct({
    ...look,
    handle: 'beanie',
    title: 'Beanie',
    optionNames: ['Colour', 'Size'],
    variants: [
      variant({ options: ['Moss', 'S'], sku: 'B-1', price: 2400, compareAtPrice: 3000, stock: stock(3) }),
      variant({ options: ['Moss', 'L'], sku: 'B-2', price: 2400, stock: stock(0) }),
    ],
  }),
  aProduct({ ...look, handle: 'secret', title: 'Secret', status: 'draft', variants: [variant({})] }),
  aProduct({
    ...look,
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
  const saved = (await saveProducts(app, products)).map((result) => result.variantIds);
  const [[mug], [small, large], [secret], pencils] = saved as [
    [number],
    [number, number],
    [number],
    number[],
  ];
  return { mug, small, large, secret, pencils };
}
