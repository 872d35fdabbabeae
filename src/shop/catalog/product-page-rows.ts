import { type Availability, availabilityOf, NO_STOCK } from '../../core/inventory/availability.js';
import type { VideoFacts } from '../../platform/videos/video-facts.js';
import { lowestBefore } from '../../core/pricing/price-history.js';
import { readJson } from '../../platform/database/json.js';
import type { Image, ProductPage, ProductTexts, ShownReviews, Video } from './product.types.js';
import type { ProductOption, Variant } from './variant.types.js';
import { MEASURE_COLUMNS } from './measure-columns.js';
import { type ChangeRow, OWN, toChanges } from './price-history/change-rows.js';
import { toVariant, type VariantRow } from './variant-row.js';
import { altName, FIELD_NAMES } from './words/text-names.js';

/** One part of a product; `data` is JSON with the columns of its kind. */
export type PageRow = { position: number; data: unknown } & {
  kind: 'product' | 'variant' | 'image' | 'video' | 'collection' | 'text' | 'price';
};

interface ProductData {
  id: number;
  handle: string;
  title: string;
  body_html: string;
  vendor: string;
  type: string;
  tags: unknown;
  option_names: unknown;
  published_at: string | null;
  created_at: string;
  updated_at: string;
  seo_title: string | null;
  seo_description: string | null;
  reviews: string | null;
}

interface TextData {
  language: string;
  name: string;
  text: string;
}

interface VideoData extends VideoFacts {
  src: string;
  title: string;
  poster_src: string | null;
  captions_src: string | null;
  added_at: string;
}

interface VariantData extends VariantRow {
  counted: number | null;
  sells_when_out: number;
  available: number;
}

const moment = (table: string, column: string) =>
  `'${column}', DATE_FORMAT(${table}.${column}, '%Y-%m-%dT%H:%i:%s.%fZ')`;
const fields = (table: string, names: string) =>
  names
    .split(' ')
    .map((name) => `'${name}', ${table}.${name}`)
    .join(', ');

const VARIANT_FIELDS = `id product_id position option1 option2 option3 sku barcode price compare_at_price grams is_taxed tax_code requires_shipping ${MEASURE_COLUMNS.join(' ')}`;
const OF_HANDLE = 'p.handle = ? AND p.is_listed = 1';

/** A product as its page shows it, part by part: a join would repeat its text for each variant. Values: the handle, `PRODUCT_PAGE_PARTS` times. */
export const PRODUCT_PAGE_PARTS = 7;
export const PRODUCT_PAGE = `
  SELECT 'product' AS kind, 0 AS position, JSON_OBJECT(
      ${fields('p', 'id handle title body_html vendor type tags option_names seo_title seo_description reviews')},
      ${['published_at', 'created_at', 'updated_at'].map((column) => moment('p', column)).join(', ')}) AS data
    FROM products p WHERE ${OF_HANDLE}
  UNION ALL
  SELECT 'variant', v.position, JSON_OBJECT(${fields('v', VARIANT_FIELDS)}, 'image_src', i.src,
      ${fields('a', 'counted sells_when_out available')})
    FROM products p JOIN variants v ON v.product_id = p.id
    LEFT JOIN product_images i ON i.product_id = v.product_id AND i.position = v.image_position
    LEFT JOIN variant_availability a ON a.variant_id = v.id WHERE ${OF_HANDLE}
  UNION ALL
  SELECT 'image', i.position, JSON_OBJECT(${fields('i', 'src alt position')})
    FROM products p JOIN product_images i ON i.product_id = p.id WHERE ${OF_HANDLE}
  UNION ALL
  SELECT 'video', w.position, JSON_OBJECT(${fields('w', 'src type width height title poster_src captions_src')},
      ${moment('w', 'added_at')})
    FROM products p JOIN product_videos w ON w.product_id = p.id WHERE ${OF_HANDLE} AND w.src IS NOT NULL
  UNION ALL
  SELECT 'collection', c.position, JSON_OBJECT(${fields('c', 'id handle title')})
    FROM products p JOIN collection_products m ON m.product_id = p.id
    JOIN collections c ON c.id = m.collection_id WHERE ${OF_HANDLE}
  UNION ALL
  SELECT 'text', 0, JSON_OBJECT(${fields('t', 'language name text')})
    FROM products p JOIN translations t ON t.resource = 'product' AND t.resource_id = p.id WHERE ${OF_HANDLE}
  UNION ALL
  SELECT 'price', 0, JSON_OBJECT(${fields('h', 'id variant_id currency price compare_at_price')},
      'changed_at', DATE_FORMAT(h.changed_at, '%Y-%m-%dT%H:%i:%s.%fZ'))
    FROM products p JOIN variants v ON v.product_id = p.id JOIN price_changes h ON h.variant_id = v.id
    WHERE ${OF_HANDLE} AND v.compare_at_price > v.price AND h.currency = '${OWN}'`;

/** Null when there is no such product. `timeZone`: that of the shop. */
export function toPage(rows: readonly PageRow[], timeZone: string): ProductPage | null {
  const partsOf = <T>(kind: PageRow['kind']): T[] =>
    rows
      .filter((row) => row.kind === kind)
      .toSorted((a, b) => a.position - b.position)
      .map((row) => readJson<T>(row.data));
  const [product] = partsOf<ProductData>('product');
  if (!product) return null;
  const optionNames = readJson<string[]>(product.option_names);
  const variantRows = partsOf<VariantData>('variant');
  const changes = Map.groupBy(partsOf<ChangeRow>('price'), (row) => row.variant_id);
  const variants = variantRows.map((row) => {
    const variant = toVariant(row, optionNames.length);
    const lowest = lowestBefore(toChanges(changes.get(row.id) ?? []), variant, timeZone);
    return { ...variant, ...(lowest && { lowest }) };
  });
  const images = partsOf<Image>('image');
  const videos = partsOf<VideoData>('video').map(toVideo);
  const texts = partsOf<TextData>('text');
  return {
    ...headOf(product),
    options: optionsOf(optionNames, variants),
    variants,
    stock: variantRows.map(toAvailability),
    images,
    ...(videos.length > 0 && { videos }),
    collections: partsOf('collection'),
    ...(texts.length > 0 && { texts: textsOf(texts, images) }),
  };
}

function textsOf(rows: readonly TextData[], images: readonly Image[]): Record<string, ProductTexts> {
  const byLanguage = Map.groupBy(rows, ({ language }) => language);
  return Object.fromEntries([...byLanguage].map(([language, some]) => [language, textsIn(some, images)]));
}

/** Texts of pictures that say something else by now are left out. */
function textsIn(rows: readonly TextData[], images: readonly Image[]): ProductTexts {
  const byName = new Map(rows.map(({ name, text }) => [name, text]));
  const pick = (named: readonly (readonly [string, string])[]) =>
    Object.fromEntries(
      named.flatMap(([key, name]) => (byName.has(name) ? [[key, byName.get(name)!] as const] : [])),
    );
  const alts = pick(images.map(({ alt }) => [alt, altName(alt)] as const));
  return { ...pick(Object.entries(FIELD_NAMES)), ...(Object.keys(alts).length > 0 && { alts }) };
}

const headOf = (product: ProductData) => ({
  id: product.id,
  handle: product.handle,
  title: product.title,
  bodyHtml: product.body_html,
  vendor: product.vendor,
  type: product.type,
  tags: readJson<string[]>(product.tags),
  publishedAt: product.published_at && toIso(product.published_at),
  createdAt: toIso(product.created_at),
  updatedAt: toIso(product.updated_at),
  seoTitle: product.seo_title,
  seoDescription: product.seo_description,
  reviews: product.reviews === null ? null : (JSON.parse(product.reviews) as ShownReviews),
});

const toVideo = ({ poster_src, captions_src, added_at, ...video }: VideoData): Video => ({
  ...video,
  posterSrc: poster_src,
  captionsSrc: captions_src,
  addedAt: toIso(added_at),
});

const toIso = (text: string): string => new Date(text).toISOString();

/** `counted` is null for a variant that has no level. */
function toAvailability({ id, counted, sells_when_out, available }: VariantData): Availability {
  if (counted === null) return availabilityOf({ ...NO_STOCK, variantId: id });
  const [isCounted, sellsWhenOut] = [counted === 1, sells_when_out === 1];
  return availabilityOf({ variantId: id, isCounted, sellsWhenOut, onHand: available, reserved: 0 });
}

const optionsOf = (names: readonly string[], variants: readonly Variant[]): ProductOption[] =>
  names.map((name, index) => ({
    name,
    values: [...new Set(variants.map((variant) => variant.options[index] ?? ''))],
  }));
