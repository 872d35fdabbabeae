import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import { STANDARD } from '../../core/tax/tax-rules.js';
import type { Variant } from './variant.types.js';
import { MEASURE_COLUMNS, measureOf, type MeasureRow } from './measure-columns.js';

/** A row of `variants v`, with `image_src` joined by whoever reads it. */
export interface VariantRow extends MeasureRow {
  id: number;
  product_id: number;
  position: number;
  option1: string;
  option2: string;
  option3: string;
  sku: string | null;
  barcode: string | null;
  price: number;
  compare_at_price: number | null;
  grams: number;
  is_taxed: number;
  tax_code: string;
  requires_shipping: number;
  image_src: string | null;
}

export const variantColumns = `v.id, v.product_id, v.position, v.option1, v.option2, v.option3, v.sku, v.barcode,
  v.price, v.compare_at_price, v.grams, v.is_taxed, v.tax_code, v.requires_shipping,
  ${MEASURE_COLUMNS.map((name) => `v.${name}`).join(', ')}`;

export const variantTitle = (options: readonly string[]): string =>
  options.length === 0 ? NO_OPTIONS : options.join(' / ');

export function toVariant(row: VariantRow, optionCount: number): Variant {
  const options = [row.option1, row.option2, row.option3].slice(0, optionCount);
  return {
    id: row.id,
    productId: row.product_id,
    title: variantTitle(options),
    options,
    sku: row.sku,
    barcode: row.barcode,
    price: row.price,
    compareAtPrice: row.compare_at_price,
    ...measureOf(row),
    grams: row.grams,
    isTaxed: row.is_taxed === 1,
    taxCategory: row.tax_code.trim().toLowerCase() || STANDARD,
    requiresShipping: row.requires_shipping === 1,
    imageSrc: row.image_src,
    position: row.position,
  };
}
