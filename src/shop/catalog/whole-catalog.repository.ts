import { Injectable } from '@nestjs/common';
import { type Availability, availabilityOf, NO_STOCK } from '../../core/inventory/availability.js';
import { Database } from '../../platform/database/database.js';
import type { FeedProduct, SitemapEntry, SitemapPart } from './outward.types.js';
import type { Variant } from './variant.types.js';
import { toVariant, variantColumns, type VariantRow } from './variant-row.js';

/** At most so many addresses are in one part: those whose ids lie in one stretch of this length, so that none moves to another part. */
const PART = 10_000;
const MOST_PICTURES = 10;

interface ProductRow {
  id: number;
  handle: string;
  title: string;
  body_html: string;
  vendor: string;
  type: string;
  option_names: string;
}

type StockedRow = VariantRow & { counted: number | null; sells_when_out: number; available: number };

const PARTS = `SELECT id DIV ${PART} AS part, MAX(updated_at) AS changed_at FROM products WHERE is_listed = 1
  GROUP BY part ORDER BY part`;
const ENTRIES = `SELECT id, handle, updated_at FROM products WHERE is_listed = 1 AND id > ? AND id < ? ORDER BY id LIMIT ?`;
const PICTURES = `SELECT product_id, src FROM product_images WHERE product_id IN (?) AND position <= ${MOST_PICTURES}
  ORDER BY product_id, position`;
const PRODUCTS = `SELECT id, handle, title, body_html, vendor, type, option_names FROM products
  WHERE is_listed = 1 AND is_gift_card = 0 AND id > ? ORDER BY id LIMIT ?`;
const VARIANTS = `SELECT ${variantColumns}, i.src AS image_src, a.counted, a.sells_when_out, a.available FROM variants v
  LEFT JOIN product_images i ON i.product_id = v.product_id AND i.position = v.image_position
  LEFT JOIN variant_availability a ON a.variant_id = v.id WHERE v.product_id IN (?)
  ORDER BY v.product_id, v.position, v.id`;

/** All listed products in the order of their ids, a batch at a time, for those who read the whole shop. */
@Injectable()
export class WholeCatalogRepository {
  constructor(private readonly database: Database) {}

  /** Parts that have products; numbers count from 1. */
  async findParts(): Promise<SitemapPart[]> {
    const rows = await this.database.read<{ part: number; changed_at: Date }>(PARTS);
    return rows.map(({ part, changed_at }) => ({ number: part + 1, updatedAt: changed_at.toISOString() }));
  }

  /** Two statements. */
  async findEntries(
    part: number,
    afterId: number,
    limit: number,
  ): Promise<(SitemapEntry & { id: number })[]> {
    const after = Math.max(afterId, (part - 1) * PART - 1);
    const rows = await this.database.read<{ id: number; handle: string; updated_at: Date }>(ENTRIES, [
      after,
      part * PART,
      limit,
    ]);
    const pictures = await this.picturesOf(rows);
    return rows.map(({ id, handle, updated_at }) => {
      return { id, handle, updatedAt: updated_at.toISOString(), pictures: pictures.get(id) ?? [] };
    });
  }

  /** Three statements. Gift cards are left out: no feed takes them. */
  async findProducts(afterId: number, limit: number): Promise<FeedProduct[]> {
    const products = await this.database.read<ProductRow>(PRODUCTS, [afterId, limit]);
    if (products.length === 0) return [];
    const [variants, pictures] = await Promise.all([
      this.database.read<StockedRow>(VARIANTS, [products.map(({ id }) => id)]),
      this.picturesOf(products),
    ]);
    const byProduct = Map.groupBy(variants, (row) => row.product_id);
    return products.map((row) => toProduct(row, byProduct.get(row.id) ?? [], pictures.get(row.id) ?? []));
  }

  private async picturesOf(products: readonly { id: number }[]): Promise<Map<number, string[]>> {
    if (products.length === 0) return new Map();
    const ids = products.map(({ id }) => id);
    const rows = await this.database.read<{ product_id: number; src: string }>(PICTURES, [ids]);
    const byProduct = Map.groupBy(rows, (row) => row.product_id);
    return new Map([...byProduct].map(([id, some]) => [id, some.map(({ src }) => src)]));
  }
}

function toProduct(row: ProductRow, rows: readonly StockedRow[], pictures: string[]): FeedProduct {
  const { id, handle, title, vendor, type, body_html } = row;
  const optionNames = JSON.parse(row.option_names) as string[];
  const variants = rows.map((one): Variant & { stock: Availability } => ({
    ...toVariant(one, optionNames.length),
    stock: stockOf(one),
  }));
  return { id, handle, title, bodyHtml: body_html, vendor, type, optionNames, variants, pictures };
}

function stockOf({ id, counted, sells_when_out, available }: StockedRow): Availability {
  if (counted === null) return availabilityOf({ ...NO_STOCK, variantId: id });
  const [isCounted, sellsWhenOut] = [counted === 1, sells_when_out === 1];
  return availabilityOf({ variantId: id, isCounted, sellsWhenOut, onHand: available, reserved: 0 });
}
