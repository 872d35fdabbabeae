import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import type { Availability } from '../../shop/inventory/inventory.service.js';
import { type ImageData, imageOf, imagesOf } from './image-json.view.js';
import { optionsOf } from './product-js.view.js';

/** `1999` to `19.99`. */
type PlainMoney = (amount: number) => string;
type Stock = ReadonlyMap<number, Availability>;

const commonOf = (product: ProductPage): object => ({
  id: product.id,
  title: product.title,
  handle: product.handle,
  body_html: product.bodyHtml,
  vendor: product.vendor,
  product_type: product.type,
  created_at: product.createdAt,
  updated_at: product.updatedAt,
  published_at: product.publishedAt,
});

const variantOf = (product: ProductPage, variant: Variant, money: PlainMoney): object => ({
  id: variant.id,
  product_id: product.id,
  title: variant.title,
  option1: variant.options[0] ?? NO_OPTIONS,
  option2: variant.options[1] ?? null,
  option3: variant.options[2] ?? null,
  sku: variant.sku ?? '',
  price: money(variant.price),
  position: variant.position,
  compare_at_price: variant.compareAtPrice === null ? null : money(variant.compareAtPrice),
  created_at: product.createdAt,
  updated_at: product.updatedAt,
  taxable: variant.isTaxed,
  grams: variant.grams,
  requires_shipping: variant.requiresShipping,
});

/** `/products/<handle>.json`: amounts as decimal text in major units, tags as one text. */
export function productJson(product: ProductPage, money: PlainMoney): object {
  const images = imagesOf(product);
  return {
    ...commonOf(product),
    template_suffix: '',
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.map((variant) => ({
      ...variantOf(product, variant, money),
      barcode: variant.barcode ?? '',
      image_id: imageOf(product, variant.imageSrc)?.id ?? null,
      weight: variant.grams,
      weight_unit: 'g',
    })),
    options: optionsOf(product).map((option) => ({ product_id: product.id, ...option })),
    images,
    image: images[0] ?? null,
  };
}

/** One product of `/products.json`: as above, but tags are a list and variants say whether they can be bought. */
export function productsJsonEntry(product: ProductPage, stock: Stock, money: PlainMoney): object {
  return {
    ...commonOf(product),
    tags: product.tags,
    variants: product.variants.map((variant) => ({
      ...variantOf(product, variant, money),
      featured_image: imageOf(product, variant.imageSrc),
      available: stock.get(variant.id)?.isAvailable ?? false,
    })),
    images: imagesOf(product) satisfies ImageData[],
    options: optionsOf(product),
  };
}
