import { rasterAddress } from '../../platform/images/drawn-jpeg.js';
import type { CollectionSummary } from '../../shop/catalog/listing.types.js';
import type { SitemapEntry } from '../../shop/catalog/outward.types.js';
import { type Alternate, alternatesOf } from '../page/languages.view.js';
import { productHref } from '../catalog/product-card.view.js';

/** A line of a sitemap: whole addresses of a page and of its pictures, and when it changed last. */
export interface Address {
  address: string;
  changedAt?: string;
  pictures?: string[];
  /** The same page in each language; none in a shop of one. */
  alternates?: Alternate[];
}

/** A page at its address in the shop's own language, and the same in the others. */
export const pageAt = (origin: string, path: string): Pick<Address, 'address' | 'alternates'> => ({
  address: origin + path,
  alternates: alternatesOf(origin, path),
});

/** Parts are named as Shopify names them. */
export const partAddress = (origin: string, kind: string, number = 1): string =>
  `${origin}/sitemap_${kind}_${number}.xml`;

export const addressesOf = (origin: string, entries: readonly SitemapEntry[]): Address[] =>
  entries.map(({ handle, updatedAt, pictures }) => ({
    ...pageAt(origin, productHref(handle)),
    changedAt: updatedAt,
    pictures: pictures.filter(isOurs).map((src) => origin + rasterAddress(src)),
  }));

export const collectionAddresses = (
  origin: string,
  collections: readonly Pick<CollectionSummary, 'handle' | 'updatedAt' | 'imageSrc'>[],
): Address[] =>
  collections.map(({ handle, updatedAt, imageSrc }) => ({
    ...pageAt(origin, `/collections/${encodeURIComponent(handle)}`),
    changedAt: updatedAt,
    pictures: imageSrc && isOurs(imageSrc) ? [origin + rasterAddress(imageSrc)] : [],
  }));

/** Pictures on other hosts are not shown by the shop, so they are no part of its pages. */
const isOurs = (src: string): boolean => src.startsWith('/') && !src.startsWith('//');
