import { createHash } from 'node:crypto';
import { productPageName } from '../../core/catalog/product-page-name.js';

/** What the catalogue caches. `v1` moves when the shape does. */
export const cacheNames = {
  /** ProductPage. 10 minutes; forgotten when the product is saved, or its page would say something else of its stock. */
  productPage: productPageName,
  /** Handle of the product a variant belongs to. 10 minutes; a hint: only the page of that product says whether it has it. */
  handleOfVariant: (variantId: number) => `handle-of-variant:v1:${variantId}`,
  /** ProductCard[] for a product, by its handle or its id. 10 minutes. */
  related: (product: string | number, limit: number) => `related:v4:${typeof product}:${product}:${limit}`,
  /** Beside, of a product by its handle. 10 minutes; forgotten when what it is bought together with changes. */
  beside: (handle: string) => `beside:v1:${handle}`,
  /** CollectionSummary[]. 10 minutes; forgotten with every save. */
  collections: 'collections:v2',
  /** WordTable. 10 minutes; forgotten when a word is translated, or a language gets its first text. */
  words: 'words:v1',
  /** SitemapPart[]. 10 minutes. */
  sitemapParts: 'sitemap-parts:v1',
  /** A text that stands for the state of what files of the whole catalogue show. 10 minutes; tagged with what changes it. */
  wholeCatalog: (of: string) => `whole-catalog:v1:${of}`,
  /** Tag of all listings; forgotten with every save. */
  listings: 'listings:v1',
  /** Listing. 60 seconds; tagged with `listings` and with `STOCK_TURNS`. */
  listing: (digest: string) => `listing:v3:${digest}`,
  /** Suggested for what somebody has typed so far. As listings. */
  suggestions: (digest: string) => `suggestions:v3:${digest}`,
  /** PriceList[]. 10 minutes; forgotten when one is set or removed. */
  priceLists: 'price-lists:v1',
  /** OwnPrices of a product in all lists. 10 minutes; forgotten when one is set, and when the product is saved. */
  ownPrices: (productId: number) => `own-prices:v1:${productId}`,
  /** By variant of a product, the LowestPrice of each that is reduced in a list. 10 minutes; `of`: all that it belongs to; tagged with `pricesIn`. */
  lowestPrices: (productId: number, of: string) =>
    `lowest-prices:v1:${productId}:${createHash('sha256').update(of).digest('base64url')}`,
  /** Tag of all that is ordered or filtered by the prices of a list; forgotten when the list or one of its own prices changes. */
  pricesIn: (currency: string) => `prices-in:v1:${currency}`,
};
