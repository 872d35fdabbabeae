import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type {
  ImageInput,
  StoredProduct,
  VariantInput,
  VideoInput,
  WeightUnit,
} from './catalog-input.types.js';
import type { ProductStatus } from './product.types.js';
import { ProductVideos } from './product-videos.repository.js';
import { MEASURE_COLUMNS, measureOf, type MeasureRow } from './measure-columns.js';

interface ProductRow {
  id: number;
  handle: string;
  title: string;
  body_html: string;
  vendor: string;
  category: string;
  type: string;
  tags: string;
  option_names: string;
  status: ProductStatus;
  published_at: Date | null;
  is_gift_card: number;
  seo_title: string | null;
  seo_description: string | null;
}

interface VariantRow extends MeasureRow {
  id: number;
  product_id: number;
  option1: string;
  option2: string;
  option3: string;
  sku: string | null;
  barcode: string | null;
  price: number;
  compare_at_price: number | null;
  cost_per_item: number | null;
  grams: number;
  weight_unit: WeightUnit;
  is_taxed: number;
  tax_code: string;
  requires_shipping: number;
  fulfilment_service: string;
  image_position: number | null;
}

interface ImageRow extends ImageInput {
  product_id: number;
  position: number;
}

const PRODUCTS = `SELECT id, handle, title, body_html, vendor, category, type, tags, option_names, status, published_at,
  is_gift_card, seo_title, seo_description FROM products WHERE id > ? ORDER BY id LIMIT ?`;
const VARIANTS = `SELECT id, product_id, option1, option2, option3, sku, barcode, price, compare_at_price, cost_per_item,
  grams, weight_unit, is_taxed, tax_code, requires_shipping, fulfilment_service, image_position,
  ${MEASURE_COLUMNS.join(', ')} FROM variants WHERE product_id IN (?) ORDER BY product_id, position, id`;
const IMAGES = `SELECT product_id, position, source, src, alt FROM product_images WHERE product_id IN (?)
  ORDER BY product_id, position`;
const NO_STOCK = { isCounted: false, sellsWhenOut: false, onHand: 0 };

/** Products as staff entered them: four statements for a batch. */
@Injectable()
export class StoredProductRepository {
  constructor(
    private readonly database: Database,
    private readonly videos: ProductVideos,
  ) {}

  async count(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('SELECT COUNT(*) AS count FROM products');
    return row!.count;
  }

  /** Whether any of them has one. */
  haveVideos(): Promise<boolean> {
    return this.videos.hasAny();
  }

  async findBatch(afterId: number, limit: number): Promise<StoredProduct[]> {
    const products = await this.database.read<ProductRow>(PRODUCTS, [afterId, limit]);
    if (products.length === 0) return [];
    const ids = products.map((product) => product.id);
    const [variants, images, videos] = await Promise.all([
      this.database.read<VariantRow>(VARIANTS, [ids]),
      this.database.read<ImageRow>(IMAGES, [ids]),
      this.videos.find(ids),
    ]);
    const variantsOf = Map.groupBy(variants, (row) => row.product_id);
    const imagesOf = Map.groupBy(images, (row) => row.product_id);
    return products.map((row) =>
      toStored(row, variantsOf.get(row.id) ?? [], imagesOf.get(row.id) ?? [], videos.get(row.id) ?? []),
    );
  }
}

function toStored(
  row: ProductRow,
  variants: readonly VariantRow[],
  images: readonly ImageRow[],
  videos: VideoInput[],
): StoredProduct {
  const optionNames = JSON.parse(row.option_names) as string[];
  return {
    id: row.id,
    variantIds: variants.map((variant) => variant.id),
    handle: row.handle,
    title: row.title,
    bodyHtml: row.body_html,
    vendor: row.vendor,
    category: row.category,
    type: row.type,
    tags: JSON.parse(row.tags) as string[],
    status: row.status,
    isPublished: row.published_at !== null,
    isGiftCard: row.is_gift_card === 1,
    seoTitle: row.seo_title,
    seoDescription: row.seo_description,
    optionNames,
    variants: variants.map((variant) => toInput(variant, optionNames.length, images)),
    images: images.map(({ source, src, alt }) => ({ source, src, alt })),
    videos,
  };
}

const toInput = (row: VariantRow, optionCount: number, images: readonly ImageRow[]): VariantInput => ({
  options: [row.option1, row.option2, row.option3].slice(0, optionCount),
  sku: row.sku,
  barcode: row.barcode,
  price: row.price,
  compareAtPrice: row.compare_at_price,
  costPerItem: row.cost_per_item,
  ...measureOf(row),
  grams: row.grams,
  weightUnit: row.weight_unit,
  isTaxed: row.is_taxed === 1,
  taxCode: row.tax_code,
  requiresShipping: row.requires_shipping === 1,
  fulfilmentService: row.fulfilment_service,
  imageSource: images.find(({ position }) => position === row.image_position)?.source ?? null,
  stock: NO_STOCK,
});
