/** A colour a thing can be bought in. `name` as the shopper reads it; `hex` (#rrggbb) is the body colour of the thing. */
export interface DemoColour {
  name: string;
  hex: string;
}

/** One row of stock. Money in minor units (USD cents), weight in grams; `options` line up with `optionNames`. */
export interface DemoVariant {
  options: string[];
  sku: string;
  priceMinor: number;
  compareAtMinor?: number;
  grams: number;
  /** What is in one, for its unit price: `10 m`. */
  measure?: string;
  onHand: number;
  barcode?: string;
  sellsWhenOut?: boolean;
}

/** Which drawing shows the thing; `sizeCm` is its largest dimension, for the view in scale. */
export interface DemoDrawing {
  kind: string;
  params?: Record<string, number | string | boolean>;
  material?: string;
  sizeCm: number;
}

/** A product of the demo shop. `bodyHtml` is one or more `<p>`, then `<ul class="facts">`; `imageAlt` names no colour. */
export interface DemoProduct {
  handle: string;
  title: string;
  collections: string[];
  vendor: string;
  type: string;
  tags: string[];
  bodyHtml: string;
  optionNames: string[];
  colours: DemoColour[];
  variants: DemoVariant[];
  draw: DemoDrawing;
  imageAlt: string;
  createdDaysAgo: number;
  seoTitle?: string;
  seoDescription?: string;
}

/** A collection: picked by hand (no `rule`) or filled by one. `ground` (#rrggbb) tints the paper behind its pictures. */
export interface DemoCollection {
  handle: string;
  title: string;
  description: string;
  ground: string;
  rule?: { field: 'variant_price'; relation: 'less_than'; value: string };
  headerKinds: string[];
}
