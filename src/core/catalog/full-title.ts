/** Shopify's name for the only variant of a product without options. */
export const NO_OPTIONS = 'Default Title';

/** `Rain jacket, Moss / S`; the product's own title where there is nothing to choose. */
export const fullTitle = (title: string, variantTitle: string): string =>
  variantTitle === '' || variantTitle === NO_OPTIONS ? title : `${title}, ${variantTitle}`;
