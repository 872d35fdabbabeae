/** Under which a product is cached as its page shows it, stock included. `v7` moves when the shape does. */
export const productPageName = (handle: string): string => `product-page:v7:${handle}`;
