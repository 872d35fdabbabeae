import { productProblem } from '../../core/catalog/product-problem.js';
import type { ImageInput, ProductInput, VariantInput } from '../catalog/catalog-input.types.js';
import { CellProblem, CellReader } from './cell-reader.js';
import type { Column, Row } from './columns.js';
import { videosOf } from './parse-videos.js';
import { readMeasure } from './measure-cells.js';
import type { ProductRows } from './read-products.js';
import { sanitiseBody } from './sanitise-body.js';

export type ParsedProduct =
  | { ok: true; product: ProductInput; line: number; videoLines: number[] }
  | { ok: false; handle: string; line: number; reason: string };

const OPTIONS = [1, 2, 3] as const;

/**
 * The product that its rows describe. Units: prices in the file are major units of a currency with `digits` decimals.
 * Pictures have their address of origin as `src`; the HTML of the description is sanitised.
 */
export function parseProduct({ handle, rows, problem }: ProductRows, digits: number): ParsedProduct {
  const line = rows[0]!.line;
  const refused = (reason: string, at = line): ParsedProduct => ({ ok: false, handle, line: at, reason });
  if (problem) return refused(problem);
  try {
    const { videos, lines } = videosOf(rows.map((row) => new CellReader(row, digits)));
    const product = { ...toProduct(handle, rows, digits), videos };
    const unsound = productProblem(product);
    return unsound === null ? { ok: true, product, line, videoLines: lines } : refused(unsound);
  } catch (error) {
    if (error instanceof CellProblem) return refused(error.message, error.line);
    throw error;
  }
}

function toProduct(handle: string, rows: readonly Row[], digits: number): Omit<ProductInput, 'videos'> {
  const readers = rows.map((row) => new CellReader(row, digits));
  const first = readers[0]!;
  const optionNames = optionNamesOf(first, readers.filter(isVariant));
  const variants = readers
    .filter((reader, index) => index === 0 || isVariant(reader))
    .map((reader) => toVariant(reader, optionNames.length));
  return {
    handle,
    title: first.text('Title'),
    bodyHtml: sanitiseBody(first.text('Body (HTML)')),
    vendor: first.text('Vendor'),
    category: first.text('Product Category'),
    type: first.text('Type'),
    tags: tagsOf(first.text('Tags')),
    status: first.oneOf('Status', ['draft', 'active', 'archived'], 'active'),
    isPublished: first.flag('Published', { missing: true, empty: true }),
    isGiftCard: first.flag('Gift Card', { missing: false, empty: false }),
    seoTitle: first.optional('SEO Title'),
    seoDescription: first.optional('SEO Description'),
    optionNames,
    variants,
    images: imagesOf(readers, variants),
  };
}

const isVariant = (reader: CellReader): boolean =>
  (['Option1 Value', 'Variant Price', 'Variant SKU'] as Column[]).some(
    (column) => reader.text(column) !== '',
  );

/** None for a product with one variant, which Shopify writes as option "Title" with the value "Default Title". */
function optionNamesOf(first: CellReader, variants: readonly CellReader[]): string[] {
  const names = OPTIONS.map((n) => first.text(`Option${n} Name`));
  const isDefault = variants.length <= 1 && /^(default title)?$/i.test(first.text('Option1 Value'));
  if (isDefault && /^(title)?$/i.test(names[0]!) && names[1] === '' && names[2] === '') return [];
  if (names[0] === '') first.fail('Option1 Name', 'the name of what the variants differ in');
  if (names[1] === '' && names[2] !== '') first.fail('Option2 Name', 'a name, because Option3 has one');
  return names.filter((name) => name !== '');
}

function tagsOf(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  const byFold = new Map(tags.filter((tag) => tag !== '').map((tag) => [tag.toLowerCase(), tag]));
  return [...byFold.values()];
}

function toVariant(reader: CellReader, optionCount: number): VariantInput {
  const extra = OPTIONS.slice(Math.max(1, optionCount)).find((n) => reader.text(`Option${n} Value`) !== '');
  if (extra) reader.fail(`Option${extra} Value`, 'nothing, because the option has no name in the first row');
  const price = reader.amount('Variant Price') ?? reader.fail('Variant Price', 'a price such as 19.99');
  return {
    options: OPTIONS.slice(0, optionCount).map((n) => reader.text(`Option${n} Value`)),
    sku: reader.optional('Variant SKU'),
    barcode: reader.optional('Variant Barcode'),
    price,
    compareAtPrice: reader.amount('Variant Compare At Price'),
    costPerItem: reader.amount('Cost per item'),
    ...readMeasure(reader),
    grams: reader.grams('Variant Grams'),
    weightUnit: reader.oneOf('Variant Weight Unit', ['g', 'kg', 'lb', 'oz'], 'g'),
    isTaxed: reader.flag('Variant Taxable', { missing: true, empty: false }),
    taxCode: reader.text('Variant Tax Code'),
    requiresShipping: reader.flag('Variant Requires Shipping', { missing: true, empty: false }),
    fulfilmentService: reader.text('Variant Fulfillment Service') || 'manual',
    imageSource: reader.address('Variant Image'),
    stock: {
      isCounted: reader.text('Variant Inventory Tracker').toLowerCase() === 'shopify',
      sellsWhenOut: reader.oneOf('Variant Inventory Policy', ['deny', 'continue'], 'deny') === 'continue',
      onHand: reader.wholeNumber('Variant Inventory Qty'),
    },
  };
}

/** In the order of their positions; a picture named twice is one; one that only a variant names comes last. */
function imagesOf(readers: readonly CellReader[], variants: readonly VariantInput[]): ImageInput[] {
  const named = readers.flatMap((reader, index) => {
    const source = reader.address('Image Src');
    if (source === null) return [];
    const position = reader.wholeNumber('Image Position') || index + 1;
    return [{ position, image: { source, src: source, alt: reader.text('Image Alt Text') } }];
  });
  const sorted = named.toSorted((a, b) => a.position - b.position).map(({ image }) => image);
  const ofVariants = variants.flatMap(({ imageSource }) =>
    imageSource === null ? [] : [{ source: imageSource, src: imageSource, alt: '' }],
  );
  const all = [...sorted, ...ofVariants];
  return all.filter(({ source }, index) => all.findIndex((image) => image.source === source) === index);
}
