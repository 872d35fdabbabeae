import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProductFacts, VariantFacts } from '../../core/catalog/collection-rules.js';
import { variantTitle } from './variant-row.js';

interface ProductRow {
  id: number;
  title: string;
  type: string;
  vendor: string;
  tags: string;
}

interface VariantRow {
  product_id: number;
  option1: string;
  option2: string;
  option3: string;
  price: number;
  compare_at_price: number | null;
  grams: number;
  available: number | null;
}

const BATCH = 500;

const VARIANTS = `SELECT v.product_id, v.option1, v.option2, v.option3, v.price, v.compare_at_price, v.grams, a.available
  FROM variants v LEFT JOIN variant_availability a ON a.variant_id = v.id WHERE v.product_id IN (?)`;

/** All products as the rules of collections see them. */
@Injectable()
export class FactsRepository {
  /** Ids of the products that belong, in batches: two statements for 500 products. */
  async findProducts(tx: EntityManager, belongs: (product: ProductFacts) => boolean): Promise<number[]> {
    const found: number[] = [];
    for (let after = 0; ;) {
      const products = await this.batch(tx, after);
      const last = products.at(-1);
      if (!last) return found;
      found.push(...products.filter(belongs).map(({ id }) => id));
      after = last.id;
    }
  }

  private async batch(tx: EntityManager, after: number): Promise<(ProductFacts & { id: number })[]> {
    const rows = await tx.query<ProductRow[]>(
      `SELECT id, title, type, vendor, tags FROM products WHERE id > ? ORDER BY id LIMIT ${BATCH}`,
      [after],
    );
    if (rows.length === 0) return [];
    const variants = await tx.query<VariantRow[]>(VARIANTS, [rows.map((row) => row.id)]);
    const byProduct = Map.groupBy(variants, (variant) => variant.product_id);
    return rows.map((row) => ({
      ...row,
      tags: JSON.parse(row.tags) as string[],
      variants: (byProduct.get(row.id) ?? []).map(toFacts),
    }));
  }
}

const toFacts = (row: VariantRow): VariantFacts => ({
  title: variantTitle([row.option1, row.option2, row.option3].filter((option) => option !== '')),
  price: row.price,
  compareAtPrice: row.compare_at_price,
  grams: row.grams,
  available: row.available ?? 0,
});
