import type { Messages } from '../../platform/views/messages.js';
import type { CollectionSummary } from '../../shop/catalog/listing.types.js';
import { ownPicture } from './product-card.view.js';

/** Model of the partial `collection-tile`. */
export function collectionTile(collection: CollectionSummary, messages: Messages) {
  return {
    href: `/collections/${encodeURIComponent(collection.handle)}`,
    title: collection.title,
    description: collection.description,
    src: collection.imageSrc ? ownPicture(collection.imageSrc) : null,
    countText: messages.t('catalog.total', { count: collection.productCount }),
  };
}
