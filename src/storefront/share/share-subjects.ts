import type { Messages } from '../../platform/views/messages.js';
import type { CollectionSummary } from '../../shop/catalog/listing.types.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import { ownPicture, productHref } from '../catalog/product-card.view.js';
import { type SharePicture, sharePicture, type ShareSubject, shopPicture } from './share-address.js';

type Collection = Pick<CollectionSummary, 'handle' | 'title' | 'imageSrc'>;

/** No price: previews are kept by others for weeks. */
export const productSubject = (
  { title, images, collections }: ProductPage,
  { t }: Messages,
): ShareSubject => ({
  words: { title, kicker: collections[0]?.title ?? null, shop: t('common.shop_name') },
  picture: ownPicture(images[0]?.src),
});

export const collectionSubject = ({ title, imageSrc }: Collection, { t }: Messages): ShareSubject => ({
  words: { title, kicker: null, shop: t('common.shop_name') },
  picture: imageSrc?.startsWith('/') && !imageSrc.startsWith('//') ? imageSrc : null,
});

export const productShare = (product: ProductPage, messages: Messages): SharePicture =>
  sharePicture(
    productHref(product.handle),
    productSubject(product, messages),
    product.images[0]?.alt || product.title,
  );

/** A list without a picture of its own, such as that of everything, has the shop's. */
export function collectionShare(collection: Collection | null, messages: Messages): SharePicture {
  if (!collection) return shopPicture(messages.t('common.shop_name'));
  const page = `/collections/${encodeURIComponent(collection.handle)}`;
  return sharePicture(page, collectionSubject(collection, messages), collection.title);
}
