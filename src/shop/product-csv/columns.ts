/** The columns of Shopify's product export, in its order; what we write. */
export const columns = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Product Category',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Fulfillment Service',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Requires Shipping',
  'Variant Taxable',
  'Unit Price Total Measure',
  'Unit Price Total Measure Unit',
  'Unit Price Base Measure',
  'Unit Price Base Measure Unit',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'Gift Card',
  'SEO Title',
  'SEO Description',
  'Variant Image',
  'Variant Weight Unit',
  'Variant Tax Code',
  'Cost per item',
  'Status',
] as const;

/** Shopify has no column for videos: metafields, as its files name them. Written only where there are videos; row n has video n. */
export const videoColumns = [
  'Product video (product.metafields.custom.video)',
  'Product video title (product.metafields.custom.video_title)',
  'Product video poster (product.metafields.custom.video_poster)',
  'Product video captions (product.metafields.custom.video_captions)',
] as const;

/** The same, by what is in them. */
export const [VIDEO, VIDEO_TITLE, VIDEO_POSTER, VIDEO_CAPTIONS] = videoColumns;

export type Column = (typeof columns | typeof videoColumns)[number];

/** One row of a file: where it starts, and its cells. A column that the file does not have is undefined. */
export interface Row {
  line: number;
  cells: Partial<Record<Column, string>>;
}

const known: ReadonlySet<string> = new Set([...columns, ...videoColumns]);

export const isKnown = (name: string): name is Column => known.has(name);

/** Without these there is no product to speak of. */
export const required: readonly Column[] = ['Handle', 'Title', 'Variant Price'];
