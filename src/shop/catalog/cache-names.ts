/** What the catalogue caches. `v1` moves when the shape does. */
export const cacheNames = {
  /** ProductPage. 10 minutes; forgotten when the product is saved. */
  productPage: (handle: string) => `product-page:v1:${handle}`,
  /** ProductCard[]. 10 minutes. */
  related: (productId: number, limit: number) => `related:v1:${productId}:${limit}`,
  /** CollectionSummary[]. 10 minutes; forgotten with every save. */
  collections: 'collections:v1',
  /** A random text that is part of the name of every listing: to forget it is to forget all listings. */
  generation: 'listing-generation:v1',
  /** Listing. 60 seconds. */
  listing: (generation: string, digest: string) => `listing:v1:${generation}:${digest}`,
};
