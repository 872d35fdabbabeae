import { createHash } from 'node:crypto';

/** Names of fields in the table `translations`: those of Shopify. */
export const FIELD_NAMES = {
  title: 'title',
  bodyHtml: 'body_html',
  seoTitle: 'meta_title',
  seoDescription: 'meta_description',
} as const;

/** The text of a picture goes by what it says in the shop's own language: pictures change places, and one text may be that of several. */
export const altName = (ownAlt: string): string =>
  `image_alt:${createHash('sha256').update(ownAlt).digest('hex')}`;

/** The same in SQL. MySQL 9.6 has lost MD5 and SHA1. */
export const altNameOf = (column: string): string => `CONCAT('image_alt:', SHA2(${column}, 256))`;
