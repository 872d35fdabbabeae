import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { ProductCard } from '../../shop/catalog/card.types.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import { cardOfPage } from '../../shop/catalog/card-of-page.js';
import type { Availability } from '../../shop/inventory/inventory.service.js';
import { ownPicture } from './product-card.view.js';
import { chooseVariant } from './product-choice.js';
import { unitPriceText } from '../prices/unit-price.view.js';
import { togetherView } from './together.view.js';
import { productView } from './product.view.js';

const words = { messages: new Messages('en'), formatters: new Formatters('en-US', 'USD', 'UTC') };
const others = { together: [], isSample: false };
const variant = (id: number, colour: string, size: string, more: Partial<Variant> = {}): Variant => ({
  id,
  productId: 1,
  title: `${colour} / ${size}`,
  options: [colour, size],
  sku: `MUG-${id}`,
  barcode: null,
  price: 1600,
  compareAtPrice: null,
  grams: 145,
  isTaxed: true,
  taxCategory: 'standard',
  requiresShipping: true,
  imageSrc: `/images/${colour}-1.svg`,
  position: id,
  ...more,
});
const picture = (src: string, position: number) => ({ src, alt: `picture ${position}`, position });

const mug: ProductPage = {
  id: 1,
  handle: 'mug',
  title: 'Mug',
  bodyHtml: '<p>Steel &amp; enamel.</p><script>',
  vendor: 'Tarn & Fell',
  type: 'Mug',
  tags: [],
  options: [
    { name: 'Colour', values: ['Moss', 'Ink'] },
    { name: 'Size', values: ['S', 'L'] },
  ],
  variants: [
    variant(1, 'Moss', 'S'),
    variant(2, 'Moss', 'L', { price: 1900, compareAtPrice: 2400 }),
    variant(3, 'Ink', 'S'),
  ],
  images: ['/images/Moss-1.svg', '/images/Moss-2.svg', '/images/Ink-1.svg', '/images/Ink-2.svg'].map(
    (src, i) => picture(src, i + 1),
  ),
  stock: [],
  publishedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  seoTitle: null,
  seoDescription: null,
  collections: [],
  reviews: null,
};

const level = (
  variantId: number,
  available: number,
  more: Partial<Availability> = {},
): [number, Availability] => [
  variantId,
  {
    variantId,
    isCounted: true,
    sellsWhenOut: false,
    available,
    isAvailable: available > 0,
    orderable: available,
    ...more,
  },
];
const stock = new Map([level(1, 0), level(2, 2), level(3, 40)]);
const view = (query: Record<string, unknown>) =>
  productView(mug, stock, chooseVariant(mug, stock, query), words, others);

describe('the variant a product page shows', () => {
  it('is the first that can be bought', () => expect(view({}).chosen.id).toBe(2));
  it('is the one of the address, also when it is sold out', () =>
    expect(view({ variant: '1' }).chosen.id).toBe(1));
  it.each(['0', 'abc', '99999', ['1', '2'], '1 OR 1=1'])('stays the usual one for variant=%j', (wanted) =>
    expect(view({ variant: wanted }).chosen.id).toBe(2),
  );
  it('is the one the form without script asks for', () =>
    expect(view({ option1: 'Ink', option2: 'S' }).chosen.id).toBe(3));
  it('is the closest one of a combination that is not made, and the page says so', () => {
    const shown = view({ option1: 'Ink', option2: 'L' });
    expect(shown.chosen.id).toBe(3);
    expect(shown.notMade).toContain('not made');
  });
});

describe('the words of a product page', () => {
  it('count what is left only when little is left', () => {
    expect(view({ variant: '2' }).chosen.stock.text).toBe('2 left');
    expect(view({ variant: '3' }).chosen.stock.text).toBe('In stock, ready to send');
    expect(view({ variant: '1' }).chosen.stock.text).toBe('Sold out');
  });

  it('never count what is not counted, or is sold when out', () => {
    const loose = new Map([level(1, 0, { isCounted: false, isAvailable: true, orderable: 9999 })]);
    const later = new Map([level(1, 0, { sellsWhenOut: true, isAvailable: true, orderable: 9999 })]);
    const textWith = (levels: typeof stock) =>
      productView(mug, levels, chooseVariant(mug, levels, { variant: '1' }), words, others).chosen.stock.text;
    expect(textWith(loose)).toBe('In stock, ready to send');
    expect(textWith(later)).toContain('as soon as it is back');
  });

  it('show the former price and what is saved', () => {
    const { chosen } = view({ variant: '2' });
    expect(chosen.price).toEqual({ now: '$19.00', was: '$24.00' });
    expect(chosen.saving).toBe('You save $5.00');
    expect(chosen.lowest).toBeNull();
  });

  it.each([
    [null, 'Lowest price of the 30 days before the reduction: $21.00'],
    [Date.UTC(2026, 10, 20), 'Lowest price since November 20, 2026: $21.00'],
  ])('show the lowest price before a reduction, known since %j', (since, text) => {
    const reduced = { ...mug, variants: [{ ...mug.variants[1]!, lowest: { price: 2100, since } }] };
    const { chosen, data } = productView(reduced, stock, chooseVariant(reduced, stock, {}), words, others);
    expect([chosen.lowest, data.variants[0]?.lowest]).toEqual([text, text]);
  });

  it.each([
    [2100, null, 'You save $2.00'],
    [2900, null, 'You save $5.00'],
    [1900, null, null],
    [1900, 0, 'You save $5.00'],
  ])('tell a saving from no more than the lowest price: %i, known since %j', (price, since, text) => {
    const reduced = { ...mug, variants: [{ ...mug.variants[1]!, lowest: { price, since } }] };
    const { chosen } = productView(reduced, stock, chooseVariant(reduced, stock, {}), words, others);
    expect(chosen.saving).toBe(text);
  });

  it('show what a kilogram costs, in the words of each language', () => {
    const measure = { total: 250_000, totalUnit: 'g', base: 1, baseUnit: 'kg' } as const;
    const weighed = { ...mug, variants: [{ ...mug.variants[0]!, measure }, mug.variants[2]!] };
    const { data } = productView(weighed, stock, chooseVariant(weighed, stock, {}), words, others);
    expect(data.variants.map(({ unit }) => unit)).toEqual(['$64.00 / kg', null]);
    const german = { messages: new Messages('de'), formatters: new Formatters('de-DE', 'EUR', 'UTC') };
    expect(unitPriceText(600, { total: 6000, totalUnit: 'item', base: 1, baseUnit: 'item' }, german)).toBe(
      '1,00\u00a0€ / Stück',
    );
    expect(unitPriceText(600, { ...measure, base: 100, baseUnit: 'g' }, words)).toBe('$2.40 / 100 g');
    expect(cardOfPage(weighed)).toMatchObject({ priceMin: 1600, measure });
  });

  it('label choices that are sold out or not made, beside what is chosen', () => {
    const [, size] = view({ variant: '3' }).options;
    expect(size?.values.map(({ value, isOut, note }) => [value, isOut, isOut && note])).toEqual([
      ['S', false, false],
      ['L', true, 'Not made'],
    ]);
    const [colour] = view({ variant: '3' }).options;
    expect(colour?.values[0]).toMatchObject({ value: 'Moss', isOut: true, note: 'Sold out' });
  });
});

describe('what is bought together with a product', () => {
  const card = (title: string, priceMin: number, soleVariantId: number | null) =>
    ({
      title,
      handle: title,
      priceMin,
      priceMax: priceMin,
      soleVariantId,
      isAvailable: true,
      colours: [],
    }) as unknown as ProductCard;
  const beside = { together: [card('Lamp', 500, 7), card('Hat', 900, null)], isSample: false };

  it('costs what the chosen variant costs, and what has no choices', () => {
    const shown = productView(mug, stock, chooseVariant(mug, stock, { variant: '2' }), words, beside);
    expect(shown.chosen.together).toBe('$24.00');
    expect(shown.data.variants.map(({ together }) => together)).toEqual(['$21.00', '$24.00', '$21.00']);
    expect(togetherView(mug, beside, words)).toMatchObject({
      note: null,
      sum: 'Mug with Lamp:',
      button: 'Add both to cart',
      items: [{ name: 'items[1][id]', id: 7 }],
    });
  });

  it('is nothing when there is nothing', () => expect(togetherView(mug, others, words)).toBeNull());
});

describe('the sizes of a product', () => {
  it.each([
    ['footwear', '/pages/size-guide-shoes'],
    ['Mug', null],
  ])('of the type %s are at %j', (type, path) =>
    expect(productView({ ...mug, type }, stock, chooseVariant(mug, stock, {}), words, others).sizeGuide).toBe(
      path,
    ),
  );

  it('are found by its type, and its colours shown in pictures, whatever these are called in another language', () => {
    const [colour, size] = mug.options;
    const german = {
      ...mug,
      type: 'Schuhe',
      ownType: 'Footwear',
      options: [{ ...colour!, name: 'Farbe', ownName: 'Colour' }, size!],
    };
    const view = productView(german, stock, chooseVariant(german, stock, {}), words, others);
    expect(view.sizeGuide).toBe('/pages/size-guide-shoes');
    expect(view.options.map(({ name, isPictured }) => [name, isPictured])).toEqual([
      ['Farbe', true],
      ['Size', false],
    ]);
  });
});

describe('the pictures of a product page', () => {
  it('are those of the chosen variant, up to the next one', () => {
    expect(view({ variant: '3' }).pictures.map(({ src }) => src)).toEqual([
      '/images/Ink-1.svg',
      '/images/Ink-2.svg',
    ]);
  });

  it('are all of them when variants have none of their own', () => {
    const plain = { ...mug, variants: mug.variants.map((one) => ({ ...one, imageSrc: null })) };
    const shown = productView(plain, stock, chooseVariant(plain, stock, {}), words, others);
    expect(shown.pictures).toHaveLength(4);
  });

  it('are a drawn parcel when there is none', () => {
    const bare = { ...mug, images: [] };
    const [only] = productView(bare, stock, chooseVariant(bare, stock, {}), words, others).pictures;
    expect(only?.src).toBe('/images/demo/placeholder.svg');
  });

  it.each(['https://cdn.example/x.jpg', '//cdn.example/x.jpg', 'data:image/png;base64,x', ''])(
    'are never loaded from elsewhere: %j',
    (src) => expect(ownPicture(src)).toBe('/images/demo/placeholder.svg'),
  );
});
