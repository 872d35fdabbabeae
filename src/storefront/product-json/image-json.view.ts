import { madePicture } from '../../platform/images/made-picture.js';
import type { Image, ProductPage } from '../../shop/catalog/product.types.js';

export interface ImageData {
  id: number;
  product_id: number;
  position: number;
  alt: string;
  src: string;
  /** Of the original, in pixels; null when the shop has not made it itself. */
  width: number | null;
  height: number | null;
  variant_ids: number[];
}

/** As Shopify's JSON has it for a picture's size. */
export function pixelsOf(src: string | null): { width: number | null; height: number | null } {
  const { width, height } = (src && madePicture(src)) || { width: null, height: null };
  return { width, height };
}

/** Width through height, to three decimals. */
export function aspectRatioOf(src: string | null): number | null {
  const { width, height } = pixelsOf(src);
  return width && height ? Math.round((1000 * width) / height) / 1000 : null;
}

/** Pictures have no id of their own in this shop; product and place make one that is stable and unique. */
const idOf = (product: ProductPage, image: Image): number => product.id * 1000 + image.position;

function imageData(product: ProductPage, image: Image): ImageData {
  const variants = product.variants.filter((variant) => variant.imageSrc === image.src);
  return {
    id: idOf(product, image),
    product_id: product.id,
    position: image.position,
    alt: image.alt,
    src: image.src,
    ...pixelsOf(image.src),
    variant_ids: variants.map((variant) => variant.id),
  };
}

export const imagesOf = (product: ProductPage): ImageData[] =>
  product.images.map((image) => imageData(product, image));

/** The picture at `src`, or null. */
export const imageOf = (product: ProductPage, src: string | null): ImageData | null =>
  imagesOf(product).find((image) => image.src === src) ?? null;
