import type { CollectionSummary, SitemapEntry } from '../../shop/catalog/catalog.types.js';
import { productHref } from '../product-card.view.js';

/** A line of a sitemap: whole addresses of a page and of its pictures, and when it changed last. */
export interface Address {
  address: string;
  changedAt?: string;
  pictures?: string[];
}

/** Parts are named as Shopify names them. */
export const partAddress = (origin: string, kind: string, number = 1): string =>
  `${origin}/sitemap_${kind}_${number}.xml`;

export const addressesOf = (origin: string, entries: readonly SitemapEntry[]): Address[] =>
  entries.map(({ handle, updatedAt, pictures }) => ({
    address: origin + productHref(handle),
    changedAt: updatedAt,
    pictures: pictures.filter(isOurs).map((src) => origin + src),
  }));

export const collectionAddresses = (
  origin: string,
  collections: readonly Pick<CollectionSummary, 'handle' | 'updatedAt' | 'imageSrc'>[],
): Address[] =>
  collections.map(({ handle, updatedAt, imageSrc }) => ({
    address: `${origin}/collections/${encodeURIComponent(handle)}`,
    changedAt: updatedAt,
    pictures: imageSrc && isOurs(imageSrc) ? [origin + imageSrc] : [],
  }));

/** Pictures on other hosts are not shown by the shop, so they are no part of its pages. */
const isOurs = (src: string): boolean => src.startsWith('/') && !src.startsWith('//');
