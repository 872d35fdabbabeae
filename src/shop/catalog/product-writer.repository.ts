import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { summarise } from '../../core/catalog/product-card.js';
import { optionsKey } from '../../core/catalog/product-problem.js';
import type { ProductInput } from './catalog-input.types.js';
import { ProductVideos } from './product-videos.repository.js';
import { MEASURE_COLUMNS, measureValues } from './measure-columns.js';

/** A product on its way into the tables; `hash` stands for all of its content. */
export interface ProductToWrite extends ProductInput {
  hash: string;
}

export interface StoredHash {
  id: number;
  handle: string;
  hash: string;
}

interface Saved {
  product: ProductToWrite;
  id: number;
}

interface VariantKeyRow {
  id: number;
  product_id: number;
  option1: string;
  option2: string;
  option3: string;
}

const PRODUCT_COLUMNS = [
  'handle',
  'title',
  'body_html',
  'vendor',
  'category',
  'type',
  'tags',
  'option_names',
  'status',
  'is_gift_card',
  'seo_title',
  'seo_description',
  'content_hash',
  'updated_at',
  'is_listed',
  'price_min',
  'price_max',
  'compare_at_price',
  'card',
];
const VARIANT_COLUMNS = [
  'product_id',
  'position',
  'option1',
  'option2',
  'option3',
  'sku',
  'barcode',
  'price',
  'compare_at_price',
  'cost_per_item',
  'grams',
  'weight_unit',
  'is_taxed',
  'tax_code',
  'requires_shipping',
  'fulfilment_service',
  'image_position',
  ...MEASURE_COLUMNS,
];

const replacing = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = VALUES(${column})`).join(', ');

/** Writes whole products, many at once: about ten statements for a batch of any size. */
@Injectable()
export class ProductWriter {
  constructor(private readonly videos: ProductVideos) {}

  async findStored(tx: EntityManager, handles: readonly string[]): Promise<Map<string, StoredHash>> {
    if (handles.length === 0) return new Map();
    const rows = await tx.query<StoredHash[]>(
      'SELECT id, handle, content_hash AS hash FROM products WHERE handle IN (?)',
      [handles],
    );
    return new Map(rows.map((row) => [row.handle, row]));
  }

  /** Replaces products by handle, with all that hangs on them. Ids in the order of `products`. */
  async write(tx: EntityManager, products: readonly ProductToWrite[], now: Date): Promise<number[]> {
    if (products.length === 0) return [];
    await this.putProducts(tx, products, now);
    const stored = await this.findStored(
      tx,
      products.map((product) => product.handle),
    );
    const saved = products.map((product) => ({ product, id: stored.get(product.handle)!.id }));
    await this.putVariants(tx, saved);
    await this.replaceParts(tx, saved);
    await this.videos.replace(
      tx,
      saved.map(({ product, id }) => ({ id, videos: product.videos })),
      now,
    );
    return saved.map(({ id }) => id);
  }

  /** Variant ids of each product, in the order of its variants. */
  async variantIds(tx: EntityManager, productIds: readonly number[]): Promise<Map<number, number[]>> {
    if (productIds.length === 0) return new Map();
    const rows = await tx.query<{ id: number; product_id: number }[]>(
      'SELECT id, product_id FROM variants WHERE product_id IN (?) ORDER BY product_id, position, id',
      [productIds],
    );
    const byProduct = Map.groupBy(rows, (row) => row.product_id);
    return new Map([...byProduct].map(([id, variants]) => [id, variants.map((variant) => variant.id)]));
  }

  /**
   * `published_at` keeps the first moment; `created_at` is set once. `updated_at` moves with each save, however clocks differ:
   * lists know by it which products to read again.
   */
  private async putProducts(tx: EntityManager, products: readonly ProductToWrite[], now: Date) {
    const rows = products.map((product) => [
      ...productRow(product, now),
      product.isPublished ? now : null,
      now,
    ]);
    await tx.query(
      `INSERT INTO products (${PRODUCT_COLUMNS.join(', ')}, published_at, created_at) VALUES ?
       ON DUPLICATE KEY UPDATE ${replacing(PRODUCT_COLUMNS.filter((name) => name !== 'updated_at'))},
         updated_at = GREATEST(VALUES(updated_at), updated_at + INTERVAL 1000 MICROSECOND),
         published_at = IF(VALUES(published_at) IS NULL, NULL, COALESCE(published_at, VALUES(published_at)))`,
      [rows],
    );
  }

  /** A variant with the same options keeps its id, and so its place in carts; one that is gone is deleted. */
  private async putVariants(tx: EntityManager, saved: readonly Saved[]): Promise<void> {
    const before = await tx.query<VariantKeyRow[]>(
      'SELECT id, product_id, option1, option2, option3 FROM variants WHERE product_id IN (?)',
      [saved.map(({ id }) => id)],
    );
    const ids = new Map(before.map((row) => [keyOf(row.product_id, optionsOf(row)), row.id]));
    const rows = saved.flatMap(({ product, id }) =>
      product.variants.map((variant, index) => {
        const key = keyOf(id, padded(variant.options));
        const variantId = ids.get(key) ?? null;
        ids.delete(key);
        return [variantId, ...variantRow(product, id, index)];
      }),
    );
    await deleteVariants(tx, [...ids.values()]);
    // Known ids and new ones in separate statements: MySQL must not mix them when it hands out numbers.
    for (const some of [rows.filter((row) => row[0] !== null), rows.filter((row) => row[0] === null)])
      await insert(tx, 'variants', ['id', ...VARIANT_COLUMNS], some, replacing(VARIANT_COLUMNS));
  }

  private async replaceParts(tx: EntityManager, saved: readonly Saved[]): Promise<void> {
    const ids = saved.map(({ id }) => id);
    for (const table of ['product_images', 'product_tags', 'variant_options'])
      await tx.query(`DELETE FROM ${table} WHERE product_id IN (?)`, [ids]);
    await insert(
      tx,
      'product_images',
      ['product_id', 'position', 'source', 'src', 'alt'],
      saved.flatMap(imageRows),
    );
    await insert(tx, 'product_tags', ['product_id', 'position', 'tag'], saved.flatMap(tagRows));
    await tx.query(
      `INSERT INTO variant_options (variant_id, position, product_id, name, value)
       ${[1, 2, 3].map((n) => optionSelect(n)).join(' UNION ALL ')}`,
      [ids, ids, ids],
    );
  }
}

const optionSelect = (n: number): string =>
  `SELECT v.id, ${n}, v.product_id, JSON_UNQUOTE(JSON_EXTRACT(p.option_names, '$[${n - 1}]')), v.option${n}
   FROM variants v JOIN products p ON p.id = v.product_id WHERE p.id IN (?) AND v.option${n} <> ''`;

async function insert(
  tx: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[][],
  update = '',
): Promise<void> {
  for (let start = 0; start < rows.length; start += 2000) {
    const some = rows.slice(start, start + 2000);
    const onDuplicate = update === '' ? '' : `ON DUPLICATE KEY UPDATE ${update}`;
    await tx.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ? ${onDuplicate}`, [some]);
  }
}

async function deleteVariants(tx: EntityManager, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.query('DELETE FROM variants WHERE id IN (?)', [ids]);
}

const padded = (options: readonly string[]): string[] => [0, 1, 2].map((index) => options[index] ?? '');
const optionsOf = (row: VariantKeyRow): string[] => [row.option1, row.option2, row.option3];
const keyOf = (productId: number, options: readonly string[]): string =>
  `${productId} ${optionsKey(options)}`;

function productRow(product: ProductToWrite, now: Date): unknown[] {
  const { priceMin, priceMax, compareAtPrice, ...card } = summarise(product);
  return [
    product.handle,
    product.title,
    product.bodyHtml,
    product.vendor,
    product.category,
    product.type,
    JSON.stringify(product.tags),
    JSON.stringify(product.optionNames),
    product.status,
    product.isGiftCard,
    product.seoTitle,
    product.seoDescription,
    product.hash,
    now,
    product.status === 'active' && product.isPublished,
    priceMin,
    priceMax,
    compareAtPrice,
    JSON.stringify(card),
  ];
}

function variantRow(product: ProductToWrite, productId: number, index: number): unknown[] {
  const variant = product.variants[index]!;
  const image = product.images.findIndex(({ source }) => source === variant.imageSource);
  return [
    productId,
    index + 1,
    ...padded(variant.options),
    variant.sku,
    variant.barcode,
    variant.price,
    variant.compareAtPrice,
    variant.costPerItem,
    variant.grams,
    variant.weightUnit,
    variant.isTaxed,
    variant.taxCode,
    variant.requiresShipping,
    variant.fulfilmentService,
    image < 0 ? null : image + 1,
    ...measureValues(variant.measure),
  ];
}

const imageRows = ({ product, id }: Saved): unknown[][] =>
  product.images.map(({ source, src, alt }, index) => [id, index + 1, source, src, alt]);

const tagRows = ({ product, id }: Saved): unknown[][] =>
  product.tags.map((tag, index) => [id, index + 1, tag]);
