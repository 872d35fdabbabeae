import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import type { ProductPage } from './product.types.js';
import type { SellableVariant } from './variant.types.js';
import { type PageRow, PRODUCT_PAGE, PRODUCT_PAGE_PARTS, toPage } from './product-page-rows.js';
import { toVariant, variantColumns, type VariantRow } from './variant-row.js';
import { variantInLanguage } from './words/in-language.js';
import { altNameOf, FIELD_NAMES } from './words/text-names.js';
import type { Words } from './words/words.js';

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
  title_text?: string | null;
  alt_text?: string | null;
}

const textNamed = (name: string) => `(SELECT t.text FROM translations t WHERE t.resource = 'product'
  AND t.resource_id = p.id AND t.language = ? AND t.name = ${name})`;
/** Values: the language, twice. */
const TEXTS = `, ${textNamed(`'${FIELD_NAMES.title}'`)} AS title_text,
  ${textNamed(altNameOf('IF(i.src IS NULL, f.alt, i.alt)'))} AS alt_text`;

const sellable = (
  texts: string,
) => `SELECT ${variantColumns}, i.src AS image_src, i.alt AS image_alt, f.src AS first_src,
    f.alt AS first_alt, p.handle, p.title AS product_title, p.type, p.vendor, p.tags, p.option_names, p.is_listed${texts}
  FROM variants v JOIN products p ON p.id = v.product_id
  LEFT JOIN product_images i ON i.product_id = v.product_id AND i.position = v.image_position
  LEFT JOIN product_images f ON f.product_id = v.product_id AND f.position = 1
  WHERE v.id IN (?)`;

/** Products and variants one by one, read. A product page takes one statement however many variants it has. */
@Injectable()
export class ProductRepository {
  constructor(
    private readonly database: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'SHOP_TIME_ZONE'>,
  ) {}

  /** Null unless the product is active and published. */
  async findPage(handle: string): Promise<ProductPage | null> {
    const values = Array<string>(PRODUCT_PAGE_PARTS).fill(handle);
    return toPage(await this.database.read<PageRow>(PRODUCT_PAGE, values), this.env.SHOP_TIME_ZONE);
  }

  async findRedirect(oldHandle: string): Promise<string | null> {
    const [row] = await this.database.read<{ handle: string }>(
      `SELECT p.handle FROM product_redirects r JOIN products p ON p.id = r.product_id
       WHERE r.old_handle = ? AND p.is_listed = 1`,
      [oldHandle],
    );
    return row?.handle ?? null;
  }

  /** In the words of a language; null for the shop's own. */
  async findVariants(ids: readonly number[], words: Words | null): Promise<Map<number, SellableVariant>> {
    if (ids.length === 0) return new Map();
    const rows = words
      ? await this.database.query<SellableRow>(sellable(TEXTS), [words.language, words.language, ids])
      : await this.database.query<SellableRow>(sellable(''), [ids]);
    return new Map(rows.map((row) => [row.id, words ? inWords(row, words) : toSellable(row)]));
  }

  /** Handles of the products that these are variants of, by variant id. */
  async findHandles(variantIds: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.database.read<{ id: number; handle: string }>(
      'SELECT v.id, p.handle FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id IN (?)',
      [variantIds],
    );
    return new Map(rows.map(({ id, handle }) => [id, handle]));
  }

  async findVariantIdsBySku(sku: string): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT id FROM variants WHERE sku = ? ORDER BY id LIMIT 10',
      [sku],
    );
    return rows.map(({ id }) => id);
  }
}

const inWords = (row: SellableRow, words: Words): SellableVariant =>
  variantInLanguage(toSellable(row), words, {
    ...(row.title_text && { productTitle: row.title_text }),
    ...(row.alt_text && { imageAlt: row.alt_text }),
  });

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
