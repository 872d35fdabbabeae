import { type Unit, usualBase } from '../../src/core/pricing/unit-price.js';
import { columns, VIDEO, videoColumns, type Column } from '../../src/shop/product-csv/columns.js';
import type { DemoProduct, DemoVariant } from './types.js';
import { carry } from './products/carry.js';
import { cookAndBrew } from './products/cook-and-brew.js';
import { gamesAndPaper } from './products/games-and-paper.js';
import { lightAndFire } from './products/light-and-fire.js';
import { sleep } from './products/sleep.js';
import { tableAndHome } from './products/table-and-home.js';
import { walk } from './products/walk.js';
import { wear } from './products/wear.js';

export { demoCollections } from './products/collections.js';

/** Every product of the demo shop, in the order in which its collections show it. */
export const demoProducts: DemoProduct[] = [
  ...cookAndBrew,
  ...lightAndFire,
  ...sleep,
  ...carry,
  ...wear,
  ...walk,
  ...tableAndHome,
  ...gamesAndPaper,
];

/** A picture of a product: `colour` is the option value it shows, or '' for a product without colours. */
export interface DemoPicture {
  colour: string;
  src: string;
  alt: string;
}

/** The kettle comes to the boil: `film.ts` makes it. Below `public/`. */
export const KETTLE_FILM = '/videos/camp-kettle.webm';
const films: Readonly<Record<string, string>> = { 'camp-kettle': KETTLE_FILM };

/** 'Black iron' -> 'black-iron'; what stands in a picture's file name. */
export function colourSlug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** Three pictures per colour, in the order of the colours; addresses are root-relative. */
export function picturesOf(product: DemoProduct): DemoPicture[] {
  const colours = product.colours.length > 0 ? product.colours.map(({ name }) => name) : [''];
  return colours.flatMap((colour) => {
    const alts = altTexts(product.imageAlt, colour);
    const stem = `/images/demo/${product.handle}/${colour === '' ? 'default' : colourSlug(colour)}`;
    return alts.map((alt, index) => ({ colour, src: `${stem}-${index + 1}.svg`, alt }));
  });
}

function altTexts(imageAlt: string, colour: string): string[] {
  const thing = colour === '' ? imageAlt : `${colour}: ${lowerFirst(imageAlt)}`;
  return [thing, `${thing}, a detail`, `${thing}, shown in scale`];
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

type Row = Partial<Record<Column, string>>;

/** The whole catalogue as rows of Shopify's product CSV: the names of the columns first, then each product's rows. */
export function* demoCsvRows(): Generator<string[]> {
  const written = [...columns, ...videoColumns];
  yield written;
  for (const product of demoProducts) {
    for (const row of productRows(product)) yield written.map((column) => row[column] ?? '');
  }
}

/** As many rows as the longer of variants and pictures: row n carries variant n and picture n, the first the product too. */
function productRows(product: DemoProduct): Row[] {
  const pictures = picturesOf(product);
  const length = Math.max(product.variants.length, pictures.length);
  return Array.from({ length }, (_, index) => {
    const variant = product.variants[index];
    return {
      Handle: product.handle,
      ...(index === 0 ? productFields(product) : {}),
      ...(variant ? variantFields(product, variant, pictures) : {}),
      ...pictureFields(pictures[index], index),
    };
  });
}

function productFields(product: DemoProduct): Row {
  const [first = 'Title', second = '', third = ''] = product.optionNames;
  return {
    Title: product.title,
    'Body (HTML)': product.bodyHtml,
    Vendor: product.vendor,
    Type: product.type,
    Tags: product.tags.join(', '),
    Published: 'TRUE',
    'Option1 Name': first,
    'Option2 Name': second,
    'Option3 Name': third,
    'Gift Card': 'FALSE',
    'SEO Title': product.seoTitle ?? '',
    'SEO Description': product.seoDescription ?? '',
    Status: 'active',
    [VIDEO]: films[product.handle] ?? '',
  };
}

function variantFields(product: DemoProduct, variant: DemoVariant, pictures: DemoPicture[]): Row {
  const [first = 'Default Title', second = '', third = ''] = variant.options;
  const colour = product.colours.length > 0 ? first : '';
  const [total = '', unit = ''] = variant.measure?.split(' ') ?? [];
  return {
    'Option1 Value': first,
    'Option2 Value': second,
    'Option3 Value': third,
    'Variant SKU': variant.sku,
    'Variant Grams': String(variant.grams),
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': String(variant.onHand),
    'Variant Inventory Policy': variant.sellsWhenOut ? 'continue' : 'deny',
    'Variant Fulfillment Service': 'manual',
    'Variant Price': majorUnits(variant.priceMinor),
    'Variant Compare At Price': variant.compareAtMinor ? majorUnits(variant.compareAtMinor) : '',
    'Variant Requires Shipping': 'TRUE',
    'Variant Taxable': 'TRUE',
    'Unit Price Total Measure': total,
    'Unit Price Total Measure Unit': unit,
    'Unit Price Base Measure': unit && '1',
    'Unit Price Base Measure Unit': unit && usualBase(unit as Unit),
    'Variant Barcode': variant.barcode ?? '',
    'Variant Image': pictures.find((picture) => picture.colour === colour)?.src ?? '',
    'Variant Weight Unit': 'g',
  };
}

function pictureFields(picture: DemoPicture | undefined, index: number): Row {
  if (!picture) return {};
  return { 'Image Src': picture.src, 'Image Position': String(index + 1), 'Image Alt Text': picture.alt };
}

const majorUnits = (minor: number): string =>
  `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
