import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import type { Availability } from '../../shop/inventory/inventory.service.js';
import { isGtin, linkedData, shorten } from './product-linked-data.js';
import { crumbData, shopData } from '../page/shop-linked-data.js';

const shop = {
  origin: 'https://shop.example',
  base: 'https://shop.example',
  currency: 'USD',
  formatters: new Formatters('en-US', 'USD', 'UTC'),
};
const variant = (id: number, options: string[], more: Partial<Variant> = {}): Variant => ({
  id,
  productId: 1,
  title: options.join(' / '),
  options,
  sku: `MUG-${id}`,
  barcode: null,
  price: 1600,
  compareAtPrice: null,
  grams: 145,
  isTaxed: true,
  taxCategory: 'standard',
  requiresShipping: true,
  imageSrc: `/images/${options[0]}-1.svg`,
  position: id,
  ...more,
});
const mug: ProductPage = {
  id: 7,
  handle: 'mug',
  reviews: null,
  title: 'Mug',
  bodyHtml: '<p>Steel &amp; enamel.</p><script>',
  vendor: 'Tarn & Fell',
  type: 'Mug',
  tags: [],
  options: [
    { name: 'Colour', values: ['Moss', 'Ink'] },
    { name: 'Volume', values: ['300 ml', '500 ml'] },
  ],
  variants: [
    variant(1, ['Moss', '300 ml'], { barcode: '4006381333931' }),
    variant(2, ['Moss', '500 ml'], { price: 1900, barcode: 'shelf 4' }),
    variant(3, ['Ink', '300 ml']),
  ],
  images: ['/images/Moss-1.svg', '/images/Moss-2.svg', '/images/Ink-1.svg'].map((src, i) => ({
    src,
    alt: '',
    position: i + 1,
  })),
  stock: [],
  publishedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  seoTitle: null,
  seoDescription: null,
  collections: [],
};
const sole: ProductPage = { ...mug, options: [], variants: [variant(9, [], { title: 'Default Title' })] };
const stock = new Map([2, 3].map((id) => [id, { variantId: id, isAvailable: true } as Availability]));

type Thing = Record<string, unknown>;
const of = (product: ProductPage) => linkedData(product, stock, shop) as Thing;
const variantsOf = (data: Thing) => data['hasVariant'] as Thing[];
const offerOf = (data: Thing) => data['offers'] as Thing;

/** What Google requires or recommends of each kind, and this shop knows. */
const WANTED: Record<string, string[]> = {
  Product: ['name', 'image', 'offers', 'sku'],
  ProductGroup: ['name', 'productGroupID', 'description', 'brand', 'image', 'url', 'variesBy', 'hasVariant'],
  Offer: ['price', 'priceCurrency', 'availability', 'itemCondition', 'url'],
  BreadcrumbList: ['itemListElement'],
  ListItem: ['position', 'name', 'item'],
  Brand: ['name'],
  PropertyValue: ['name', 'value'],
  Organization: ['name', 'url', 'logo'],
  WebSite: ['name', 'url', 'potentialAction'],
  SearchAction: ['target', 'query-input'],
  EntryPoint: ['urlTemplate'],
};

/** Every thing in `value` that has a type, itself included. */
function things(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(things);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(things);
  return '@type' in value ? [value, ...inside] : inside;
}

function lacking(data: object): string[] {
  return things(data).flatMap((thing) => {
    const type = thing['@type'] as string;
    const names = WANTED[type] ?? ['a type that this test knows'];
    return names.filter((name) => !thing[name]).map((name) => `${type}.${name}`);
  });
}

describe('what search engines read of a product', () => {
  it('lacks nothing that Google requires or recommends and the shop knows', () => {
    expect(lacking(of(mug))).toEqual([]);
    expect(lacking(of(sole))).toEqual([]);
    expect(things(of(mug)).map((thing) => thing['@type'])).toContain('PropertyValue');
    expect(of(sole)).toMatchObject({ '@context': 'https://schema.org', '@type': 'Product' });
  });

  it('is one offer per variant, with absolute addresses', () => {
    const offers = variantsOf(of(mug)).map(offerOf);
    expect(of(mug)['description']).toBe('Steel & enamel.');
    expect(offers.map((offer) => [offer['url'], offer['price'], offer['availability']])).toEqual([
      ['https://shop.example/products/mug?variant=1', '16.00', 'https://schema.org/OutOfStock'],
      ['https://shop.example/products/mug?variant=2', '19.00', 'https://schema.org/InStock'],
      ['https://shop.example/products/mug?variant=3', '16.00', 'https://schema.org/InStock'],
    ]);
  });

  it('says by what variants differ, in words of schema.org where it has one', () => {
    expect(of(mug)['variesBy']).toEqual(['https://schema.org/color']);
    expect(variantsOf(of(mug))[1]).toMatchObject({
      name: 'Mug – Moss / 500 ml',
      color: 'Moss',
      additionalProperty: [{ name: 'Volume', value: '500 ml' }],
      image: ['https://shop.example/images/Moss-1.svg', 'https://shop.example/images/Moss-2.svg'],
    });
  });

  it('is the only variant itself where there is nothing to choose', () => {
    expect(of(sole)).toMatchObject({ name: 'Mug', sku: 'MUG-9', url: 'https://shop.example/products/mug' });
    expect(offerOf(of(sole))['price']).toBe('16.00');
  });

  it('names a barcode only where it is a number of the trade', () => {
    expect(variantsOf(of(mug)).map((one) => one['gtin'])).toEqual(['4006381333931', undefined, undefined]);
    expect(['4006381333932', '123', '40063813339310', '', null, '96385074'].map(isGtin)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('has its pages in the language of the page, and its pictures where they are', () => {
    const data = linkedData(sole, stock, { ...shop, base: 'https://shop.example/de' });
    expect(data).toMatchObject({
      url: 'https://shop.example/de/products/mug',
      offers: { url: 'https://shop.example/de/products/mug?variant=9' },
      image: expect.arrayContaining(['https://shop.example/images/Moss-1.svg']),
    });
  });

  it('is shortened at the end of a word', () => {
    expect(shorten('Wider than it is tall, so it stays up.', 24)).toBe('Wider than it is tall …');
    expect(shorten('Short.', 24)).toBe('Short.');
  });
});

describe('what search engines read of the shop', () => {
  it('lacks nothing', () => {
    const facts = { name: 'Larch', logo: '/images/logo.svg', line: 'Things.' };
    expect(lacking(shopData({ ...shop, language: 'de' }, facts))).toEqual([]);
  });

  it('is the way to a page, counted from one, with absolute addresses', () => {
    const crumbs = [{ href: '/', text: 'Home' }];
    const data = crumbData(shop.origin, crumbs, { href: '/products/mug', text: 'Mug' });
    expect(lacking(data)).toEqual([]);
    expect(data).toMatchObject({
      itemListElement: [
        { position: 1, name: 'Home', item: 'https://shop.example/' },
        { position: 2, name: 'Mug', item: 'https://shop.example/products/mug' },
      ],
    });
  });
});
