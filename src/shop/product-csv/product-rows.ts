import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import { formatAmount } from '../../core/product-csv/amount.js';
import { neutralised } from '../../core/product-csv/formula.js';
import type { ProductInput, VariantInput } from '../catalog/catalog-input.types.js';
import { type Column, VIDEO, VIDEO_CAPTIONS, VIDEO_POSTER, VIDEO_TITLE } from './columns.js';
import { measureCells } from './measure-cells.js';

type Cells = Partial<Record<Column, string>>;

/** Columns that hold numbers: `-5` pieces in stock is not a formula. */
const numeric: ReadonlySet<Column> = new Set(['Variant Inventory Qty']);

const flag = (value: boolean): string => (value ? 'TRUE' : 'FALSE');

/**
 * A product as rows of Shopify's product CSV, cells in the order of `written`: row n has variant n, picture n and
 * video n, the first one the product too. Units: `digits` decimals of the shop's currency.
 */
export function productRows(product: ProductInput, digits: number, written: readonly Column[]): string[][] {
  const { variants, images, videos } = product;
  const length = Math.max(variants.length, images.length, videos.length);
  return Array.from({ length }, (_, index) => {
    const variant = variants[index];
    const cells: Cells = {
      Handle: product.handle,
      ...(index === 0 ? productCells(product) : {}),
      ...(variant ? variantCells(variant, digits) : {}),
      ...imageCells(product, index),
      ...videoCells(product, index),
    };
    return written.map((column) => toCell(column, cells[column] ?? ''));
  });
}

const toCell = (column: Column, text: string): string => (numeric.has(column) ? text : neutralised(text));

function productCells(product: ProductInput): Cells {
  const [first = 'Title', second = '', third = ''] = product.optionNames;
  return {
    Title: product.title,
    'Body (HTML)': product.bodyHtml,
    Vendor: product.vendor,
    'Product Category': product.category,
    Type: product.type,
    Tags: product.tags.join(', '),
    Published: flag(product.isPublished),
    'Option1 Name': first,
    'Option2 Name': second,
    'Option3 Name': third,
    'Gift Card': flag(product.isGiftCard),
    'SEO Title': product.seoTitle ?? '',
    'SEO Description': product.seoDescription ?? '',
    Status: product.status,
  };
}

function variantCells(variant: VariantInput, digits: number): Cells {
  const [first = NO_OPTIONS, second = '', third = ''] = variant.options;
  const amount = (minor: number | null) => (minor === null ? '' : formatAmount(minor, digits));
  return {
    'Option1 Value': first,
    'Option2 Value': second,
    'Option3 Value': third,
    'Variant SKU': variant.sku ?? '',
    'Variant Grams': String(variant.grams),
    'Variant Inventory Tracker': variant.stock.isCounted ? 'shopify' : '',
    'Variant Inventory Qty': String(variant.stock.onHand),
    'Variant Inventory Policy': variant.stock.sellsWhenOut ? 'continue' : 'deny',
    'Variant Fulfillment Service': variant.fulfilmentService,
    'Variant Price': amount(variant.price),
    'Variant Compare At Price': amount(variant.compareAtPrice),
    'Variant Requires Shipping': flag(variant.requiresShipping),
    'Variant Taxable': flag(variant.isTaxed),
    ...measureCells(variant.measure),
    'Variant Barcode': variant.barcode ?? '',
    'Variant Image': variant.imageSource ?? '',
    'Variant Weight Unit': variant.weightUnit,
    'Variant Tax Code': variant.taxCode,
    'Cost per item': amount(variant.costPerItem),
  };
}

function imageCells({ images }: ProductInput, index: number): Cells {
  const image = images[index];
  if (!image) return {};
  return { 'Image Src': image.source, 'Image Position': String(index + 1), 'Image Alt Text': image.alt };
}

function videoCells({ videos }: ProductInput, index: number): Cells {
  const video = videos[index];
  if (!video) return {};
  return {
    [VIDEO]: video.source,
    [VIDEO_TITLE]: video.title,
    [VIDEO_POSTER]: video.poster?.source ?? '',
    [VIDEO_CAPTIONS]: video.captions?.source ?? '',
  };
}
