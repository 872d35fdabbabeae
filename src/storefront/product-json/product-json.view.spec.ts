import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import { productJs } from './product-js.view.js';
import { productJson, productsJsonEntry } from './product-json.view.js';

const variant = (id: number, size: string, price: number): Variant => ({
  id,
  productId: 7,
  title: `Moss / ${size}`,
  options: ['Moss', size],
  sku: `LL-MUG-${size}`,
  barcode: null,
  price,
  compareAtPrice: null,
  grams: 310,
  isTaxed: true,
  taxCategory: 'standard',
  requiresShipping: true,
  imageSrc: '/images/moss-1.svg',
  position: 1,
});

const mug: ProductPage = {
  id: 7,
  handle: 'mug',
  title: 'Mug',
  bodyHtml: '<p>Steel, enamelled.</p>',
  vendor: 'Tarn',
  type: 'Mugs',
  tags: ['steel', 'camp'],
  options: [
    { name: 'Colour', values: ['Moss'] },
    { name: 'Size', values: ['S', 'L'] },
  ],
  variants: [variant(1, 'S', 1400), variant(2, 'L', 1850)],
  images: [{ src: '/images/moss-1.svg', alt: 'Moss mug', position: 1 }],
  publishedAt: '2026-01-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  seoTitle: null,
  seoDescription: null,
  stock: [],
  collections: [],
  reviews: null,
};

const level = { isCounted: true, sellsWhenOut: false, orderable: 3 };
const stock = new Map([
  [1, { ...level, variantId: 1, available: 3, isAvailable: true }],
  [2, { ...level, variantId: 2, available: 0, isAvailable: false }],
]);
const money = new Formatters('en-US', 'USD', 'UTC').plainMoney;

describe("products in Shopify's shapes", () => {
  it('have prices in minor units under .js', () => {
    expect(productJs(mug, stock)).toMatchObject({
      price: 1400,
      price_min: 1400,
      price_max: 1850,
      price_varies: true,
      available: true,
      options: [
        { name: 'Colour', position: 1, values: ['Moss'] },
        { name: 'Size', position: 2, values: ['S', 'L'] },
      ],
      variants: [
        { id: 1, option1: 'Moss', option2: 'S', option3: null, available: true, name: 'Mug - Moss / S' },
        { id: 2, available: false, inventory_management: 'shopify', price: 1850 },
      ],
      featured_image: '/images/moss-1.svg',
    });
  });

  it('have decimal prices and tags in one text under .json', () => {
    expect(productJson(mug, money)).toMatchObject({
      tags: 'steel, camp',
      variants: [{ price: '14.00', compare_at_price: null }, { price: '18.50' }],
      image: { src: '/images/moss-1.svg', variant_ids: [1, 2] },
    });
  });

  it('say in the list what can be bought', () => {
    expect(productsJsonEntry(mug, stock, money)).toMatchObject({
      tags: ['steel', 'camp'],
      variants: [{ available: true }, { available: false }],
    });
  });

  it('show the sole variant of a product without choice under the option Title', () => {
    const plain = {
      ...mug,
      options: [],
      variants: [{ ...variant(1, '', 900), title: 'Default Title', options: [] }],
    };
    expect(productJs(plain, stock)).toMatchObject({
      options: [{ name: 'Title', position: 1, values: ['Default Title'] }],
      variants: [{ option1: 'Default Title', public_title: null, name: 'Mug' }],
    });
  });
});
