import type { Image, ProductPage } from '../../shop/catalog/catalog.types.js';

export interface ImageData {
  id: number;
  product_id: number;
  position: number;
  alt: string;
  src: string;
  variant_ids: number[];
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
    variant_ids: variants.map((variant) => variant.id),
  };
}

export const imagesOf = (product: ProductPage): ImageData[] =>
  product.images.map((image) => imageData(product, image));

/** The picture at `src`, or null. */
export const imageOf = (product: ProductPage, src: string | null): ImageData | null =>
  imagesOf(product).find((image) => image.src === src) ?? null;
