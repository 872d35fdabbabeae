import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import { pageAddress } from '../../platform/language/page-address.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import type { Availability } from '../../shop/inventory/inventory.service.js';
import { aspectRatioOf, type ImageData, imageOf, imagesOf } from './image-json.view.js';

type Stock = ReadonlyMap<number, Availability>;

/**
 * A product in the shape of Shopify's Ajax API, `/products/<handle>.js`: amounts in minor units, weights in grams.
 * Source: shopify.dev/docs/api/ajax/reference/product.
 */
export function productJs(product: ProductPage, stock: Stock): object {
  const images = imagesOf(product);
  const variants = product.variants.map((variant) => variantJs(product, variant, stock));
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    description: product.bodyHtml,
    published_at: product.publishedAt,
    created_at: product.createdAt,
    vendor: product.vendor,
    type: product.type,
    tags: product.tags,
    ...pricesOf(product.variants),
    available: variants.some((variant) => variant.available),
    variants,
    images: images.map((image) => image.src),
    featured_image: images[0]?.src ?? null,
    options: optionsOf(product),
    url: pageAddress(`/products/${product.handle}`),
    media: images.map(mediaOf),
    requires_selling_plan: false,
    selling_plan_groups: [],
  };
}

function pricesOf(variants: readonly Variant[]): object {
  const prices = variants.map((variant) => variant.price);
  const compared = variants.map((variant) => variant.compareAtPrice ?? 0);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const [comparedLow, comparedHigh] = [Math.min(...compared), Math.max(...compared)];
  return {
    price: low,
    price_min: low,
    price_max: high,
    price_varies: low !== high,
    compare_at_price: comparedLow || null,
    compare_at_price_min: comparedLow,
    compare_at_price_max: comparedHigh,
    compare_at_price_varies: comparedLow !== comparedHigh,
  };
}

function variantJs(product: ProductPage, variant: Variant, stock: Stock) {
  const { options } = variant;
  const isDefault = product.options.length === 0;
  const level = stock.get(variant.id);
  return {
    id: variant.id,
    title: variant.title,
    option1: isDefault ? NO_OPTIONS : (options[0] ?? null),
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    sku: variant.sku,
    requires_shipping: variant.requiresShipping,
    taxable: variant.isTaxed,
    featured_image: imageOf(product, variant.imageSrc),
    available: level?.isAvailable ?? false,
    name: isDefault ? product.title : `${product.title} - ${variant.title}`,
    public_title: isDefault ? null : variant.title,
    options: isDefault ? [NO_OPTIONS] : options,
    price: variant.price,
    weight: variant.grams,
    compare_at_price: variant.compareAtPrice,
    inventory_management: level?.isCounted ? 'shopify' : null,
    barcode: variant.barcode,
    requires_selling_plan: false,
    selling_plan_allocations: [],
  };
}

/** Shopify shows the only variant of a product without choice under an option called Title. */
export function optionsOf(product: ProductPage): { name: string; position: number; values: string[] }[] {
  const options = product.options.length > 0 ? product.options : [{ name: 'Title', values: [NO_OPTIONS] }];
  return options.map(({ name, values }, index) => ({ name, position: index + 1, values }));
}

const mediaOf = (image: ImageData): object => ({
  id: image.id,
  media_type: 'image',
  position: image.position,
  alt: image.alt,
  src: image.src,
  width: image.width,
  height: image.height,
  aspect_ratio: aspectRatioOf(image.src),
  preview_image: {
    src: image.src,
    width: image.width,
    height: image.height,
    aspect_ratio: aspectRatioOf(image.src),
  },
});
