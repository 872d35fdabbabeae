import { rasterAddress } from '../../platform/images/drawn-jpeg.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { FeedProduct } from '../../shop/catalog/outward.types.js';
import { productHref } from '../catalog/product-card.view.js';
import { measureColumns } from './feed-measure.js';
import { isGtin, plainText, shorten, wordOf } from '../catalog/product-linked-data.js';

type FeedVariant = FeedProduct['variants'][number];

/** `origin`: before the paths of pictures; `base`: before those of pages in the current language; `shipping`: what sending this one variant costs at home (minor units); null when it is not sent. */
export interface FeedFacts {
  origin: string;
  base: string;
  currency: string;
  formatters: Formatters;
  country: string;
  shipping: number | null;
}

/** Columns by Google's names. Source: https://support.google.com/merchants/answer/7052112 */
export const FEED_COLUMNS = [
  'id',
  'title',
  'description',
  'link',
  'image_link',
  'additional_image_link',
  'availability',
  'price',
  'sale_price',
  'brand',
  'gtin',
  'mpn',
  'identifier_exists',
  'condition',
  'item_group_id',
  'product_type',
  'color',
  'size',
  'material',
  'pattern',
  'unit_pricing_measure',
  'unit_pricing_base_measure',
  'shipping',
  'shipping_weight',
] as const;

type Row = Partial<Record<(typeof FEED_COLUMNS)[number], string>>;

/** Two less than Google takes: a text that is cut ends in a blank and dots. */
const MOST = { title: 148, description: 4998 };
const MOST_PICTURES = 9;

/** A line of the feed. A tab or a line end in a text would be the end of a column or a row. */
export const feedLine = (row: Row): string =>
  `${FEED_COLUMNS.map((name) => (row[name] ?? '').replace(/\s+/g, ' ').trim()).join('\t')}\n`;

export function feedRow(product: FeedProduct, variant: FeedVariant, facts: FeedFacts): Row {
  const isGroup = product.variants.length > 1;
  return {
    id: String(variant.id),
    title: shorten(isGroup ? `${product.title} – ${variant.title}` : product.title, MOST.title),
    description: shorten(plainText(product.bodyHtml) || product.title, MOST.description),
    link: `${facts.base}${productHref(product.handle)}?variant=${variant.id}`,
    availability: variant.stock.isAvailable ? 'in_stock' : 'out_of_stock',
    condition: 'new',
    ...(isGroup && { item_group_id: String(product.id) }),
    product_type: product.type,
    ...picturesOf(product, variant, facts.origin),
    ...pricesOf(variant, facts),
    ...numbersOf(product, variant),
    ...optionsOf(product, variant),
    ...shippingOf(variant, facts),
    ...measureColumns(variant.measure),
  };
}

function pricesOf({ price, compareAtPrice }: FeedVariant, facts: FeedFacts): Row {
  const isReduced = compareAtPrice !== null && compareAtPrice > price;
  if (!isReduced) return { price: amount(price, facts) };
  return { price: amount(compareAtPrice, facts), sale_price: amount(price, facts) };
}

/** Google knows a thing by its GTIN, else by brand and the maker's number; without either it wants to be told so. */
function numbersOf({ vendor }: FeedProduct, { barcode, sku }: FeedVariant): Row {
  const gtin = isGtin(barcode) ? barcode : '';
  const isKnown = gtin !== '' || (vendor !== '' && sku !== null);
  return { brand: vendor, gtin, mpn: sku ?? '', ...(!isKnown && { identifier_exists: 'no' }) };
}

const optionsOf = ({ optionNames }: FeedProduct, { options }: FeedVariant): Row =>
  Object.fromEntries(
    optionNames.flatMap((name, i) => {
      const word = wordOf(name);
      return word ? [[word, options[i] ?? '']] : [];
    }),
  );

function picturesOf({ pictures }: FeedProduct, { imageSrc }: FeedVariant, origin: string): Row {
  const own = imageSrc ?? pictures[0];
  const others = pictures.filter((src) => src !== own).slice(0, MOST_PICTURES);
  // Commas part the addresses.
  const addresses = others.map((src) => address(src, origin).replaceAll(',', '%2C'));
  return { image_link: own ? address(own, origin) : '', additional_image_link: addresses.join(',') };
}

function shippingOf({ grams, requiresShipping }: FeedVariant, facts: FeedFacts): Row {
  const { shipping, country } = facts;
  return {
    ...(shipping !== null && { shipping: `${country}:::${amount(shipping, facts)}` }),
    ...(requiresShipping && grams > 0 && { shipping_weight: `${grams} g` }),
  };
}

const amount = (minor: number, { formatters, currency }: FeedFacts): string =>
  `${formatters.plainMoney(minor)} ${currency}`;

const address = (src: string, origin: string): string =>
  src.startsWith('/') && !src.startsWith('//') ? origin + rasterAddress(src) : src;
