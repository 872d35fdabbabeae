import { sizeGuideHandles } from '../catalog/size-guides.js';

/** `/pages/...` and `/policies/...`, by the handles that Shopify uses; each has its text in `content/`. */
export const CONTENT_PAGES = {
  pages: ['about', 'contact'],
  policies: ['shipping-policy', 'refund-policy', 'privacy-policy', 'terms-of-service', 'legal-notice'],
} as const;

/** Of a folder, with the sizes that the theme adds. */
export const contentHandles = (folder: keyof typeof CONTENT_PAGES): readonly string[] =>
  folder === 'pages' ? [...CONTENT_PAGES.pages, ...sizeGuideHandles()] : CONTENT_PAGES[folder];

/** The one whose version an order remembers. */
export const TERMS = 'terms-of-service';

/** Path of the terms of now, or of a version of them that an order remembers. */
export const termsPath = (version?: string): string =>
  version === undefined ? `/policies/${TERMS}` : `/policies/${TERMS}/${version}`;
