import { pageAddress } from '../../platform/language/page-address.js';
import type { CollectionSummary } from '../../shop/catalog/listing.types.js';
import { searchHref } from '../catalog/search-wording.view.js';

/** One entry of `resources.results.collections` in Shopify's predictive search. */
export const collectionJson = ({
  id,
  handle,
  title,
  description,
  imageSrc,
  updatedAt,
}: CollectionSummary): object => ({
  id,
  title,
  handle,
  body: description,
  published_at: updatedAt,
  featured_image: { alt: title, aspect_ratio: null, height: null, url: imageSrc, width: null },
  url: pageAddress(`/collections/${encodeURIComponent(handle)}`),
});

/** One entry of `resources.results.queries`. */
export const queryJson = (text: string): object => ({
  text,
  styled_text: text,
  url: pageAddress(searchHref(text)),
});
