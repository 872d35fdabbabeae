import type { ProductInput, StockInput, VariantInput } from '../../src/shop/catalog/catalog-input.types.js';
import { aProduct, aVariant } from './factories/product.js';

const notCounted: StockInput = { isCounted: false, sellsWhenOut: false, onHand: 0 };
const counted = (onHand: number): StockInput => ({ isCounted: true, sellsWhenOut: false, onHand });

/** Prices in minor units. */
const variant = (options: string[], price: number, stock: StockInput, more: Partial<VariantInput> = {}) =>
  aVariant({ options, price, stock, grams: 250, ...more });

const product = (handle: string, variants: VariantInput[], more: Partial<ProductInput> = {}) =>
  aProduct({
    handle,
    title: handle.replaceAll('-', ' '),
    bodyHtml: `<p>About ${handle}.</p>`,
    vendor: 'Test Works',
    type: 'Thing',
    variants,
    ...more,
  });

const numbers = Array.from({ length: 200 }, (_, index) => String(index + 1));

/** Products with known handles, one for each case that tests need. */
export const testProducts: ProductInput[] = [
  product('plenty', [variant([], 1900, notCounted, { sku: 'PLENTY-1' })], { type: 'Mug', tags: ['tin'] }),
  product('ten-left', [variant([], 2500, counted(10))]),
  product('last-one', [variant([], 4000, counted(1))]),
  product('sold-out', [variant([], 1000, counted(0))]),
  product('hidden', [variant([], 1200, notCounted)], { status: 'draft' }),
  product(
    'jacket',
    ['S', 'M', 'L'].flatMap((size, at) =>
      ['Moss', 'Sky'].map((colour) => variant([colour, size], 9000 + at * 500, counted(at === 2 ? 0 : 50))),
    ),
    { optionNames: ['Colour', 'Size'], type: 'Jacket', vendor: 'Needle & Co', tags: ['rain', 'warm'] },
  ),
  product('wild-100-percent', [variant([], 700, notCounted)], { title: 'Towel 100%_wool' }),
  product('markup', [variant([], 800, notCounted)], { title: 'Rope <b>x</b> "y" {{z}}' }),
  product(
    'samples',
    numbers.map((number) => variant([number], 300, notCounted)),
    { optionNames: ['Number'] },
  ),
];
