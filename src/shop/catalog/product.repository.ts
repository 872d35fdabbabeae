import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Image, ProductOption, ProductPage, SellableVariant, Variant } from './catalog.types.js';
import { toVariant, variantColumns, type VariantRow } from './variant-row.js';

interface PageRow {
  id: number;
  handle: string;
  title: string;
  body_html: string;
  vendor: string;
  type: string;
  tags: string;
  option_names: string;
  published_at: Date | null;
  created_at: Date;
  updated_at: Date;
  seo_title: string | null;
  seo_description: string | null;
}

interface PartRow {
  kind: 'image' | 'collection';
  position: number;
  first: string;
  second: string;
}

interface SellableRow extends VariantRow {
  handle: string;
  product_title: string;
  type: string;
  vendor: string;
  tags: string;
  option_names: string;
  is_listed: number;
  first_src: string | null;
  image_alt: string | null;
  first_alt: string | null;
}

const PAGE = `SELECT id, handle, title, body_html, vendor, type, tags, option_names, published_at, created_at,
    updated_at, seo_title, seo_description
  FROM products WHERE handle = ? AND is_listed = 1`;

const VARIANTS = `SELECT ${variantColumns}, i.src AS image_src FROM variants v
  LEFT JOIN product_images i ON i.product_id = v.product_id AND i.position = v.image_position
  WHERE v.product_id = ? ORDER BY v.position, v.id`;

const PARTS = `SELECT 'image' AS kind, position, src AS first, alt AS second FROM product_images WHERE product_id = ?
  UNION ALL
  SELECT 'collection', c.position, c.handle, c.title FROM collection_products m
    JOIN collections c ON c.id = m.collection_id WHERE m.product_id = ?
  ORDER BY kind, position`;

const SELLABLE = `SELECT ${variantColumns}, i.src AS image_src, i.alt AS image_alt, f.src AS first_src,
    f.alt AS first_alt, p.handle, p.title AS product_title, p.type, p.vendor, p.tags, p.option_names, p.is_listed
  FROM variants v JOIN products p ON p.id = v.product_id
  LEFT JOIN product_images i ON i.product_id = v.product_id AND i.position = v.image_position
  LEFT JOIN product_images f ON f.product_id = v.product_id AND f.position = 1
  WHERE v.id IN (?)`;

/** Products and variants one by one, read. A product page takes three statements however many variants it has. */
@Injectable()
export class ProductRepository {
  constructor(private readonly database: Database) {}

  /** Null unless the product is active and published. */
  async findPage(handle: string): Promise<ProductPage | null> {
    const [row] = await this.database.query<PageRow>(PAGE, [handle]);
    if (!row) return null;
    const [variantRows, parts] = await Promise.all([
      this.database.query<VariantRow>(VARIANTS, [row.id]),
      this.database.query<PartRow>(PARTS, [row.id, row.id]),
    ]);
    return toPage(row, variantRows, parts);
  }

  async findRedirect(oldHandle: string): Promise<string | null> {
    const [row] = await this.database.query<{ handle: string }>(
      `SELECT p.handle FROM product_redirects r JOIN products p ON p.id = r.product_id
       WHERE r.old_handle = ? AND p.is_listed = 1`,
      [oldHandle],
    );
    return row?.handle ?? null;
  }

  async findVariants(ids: readonly number[]): Promise<Map<number, SellableVariant>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<SellableRow>(SELLABLE, [ids]);
    return new Map(rows.map((row) => [row.id, toSellable(row)]));
  }

  async findVariantIdsBySku(sku: string): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT id FROM variants WHERE sku = ? ORDER BY id LIMIT 10',
      [sku],
    );
    return rows.map(({ id }) => id);
  }
}

function toPage(row: PageRow, variantRows: VariantRow[], parts: PartRow[]): ProductPage {
  const optionNames = JSON.parse(row.option_names) as string[];
  const variants = variantRows.map((variant) => toVariant(variant, optionNames.length));
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    bodyHtml: row.body_html,
    vendor: row.vendor,
    type: row.type,
    tags: JSON.parse(row.tags) as string[],
    options: optionsOf(optionNames, variants),
    variants,
    images: parts.filter((part) => part.kind === 'image').map(toImage),
    publishedAt: row.published_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    seoTitle: row.seo_title,
    seoDescription: row.seo_description,
    collections: parts
      .filter((part) => part.kind === 'collection')
      .map(({ first, second }) => ({ handle: first, title: second })),
  };
}

const toImage = ({ first, second, position }: PartRow): Image => ({ src: first, alt: second, position });

const optionsOf = (names: readonly string[], variants: readonly Variant[]): ProductOption[] =>
  names.map((name, index) => ({
    name,
    values: [...new Set(variants.map((variant) => variant.options[index] ?? ''))],
  }));

function toSellable(row: SellableRow): SellableVariant {
  const optionNames = JSON.parse(row.option_names) as string[];
  return {
    ...toVariant(row, optionNames.length),
    imageSrc: row.image_src ?? row.first_src,
    imageAlt: (row.image_src === null ? row.first_alt : row.image_alt) ?? '',
    productHandle: row.handle,
    productTitle: row.product_title,
    productType: row.type,
    vendor: row.vendor,
    tags: JSON.parse(row.tags) as string[],
    isForSale: row.is_listed === 1,
    optionNames,
  };
}
