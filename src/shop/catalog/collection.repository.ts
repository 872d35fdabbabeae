import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { CollectionRule } from './catalog-input.types.js';
import type { CollectionSummary } from './listing.types.js';
import { readTexts, textsWhere } from './words/read-texts.js';

interface HeadRow {
  id: number;
  handle: string;
  title: string;
  description: string;
  image_src: string | null;
  updated_at: Date;
  texts: unknown;
}

interface SummaryRow extends HeadRow {
  product_count: number;
}

/** A collection as its row has it. */
export type CollectionHead = Omit<CollectionSummary, 'productCount'>;

export interface RuleCollection {
  id: number;
  rules: CollectionRule[];
  matching: 'all' | 'any';
}

export interface CollectionFields {
  handle: string;
  title: string;
  description: string;
  imageSrc: string | null;
  position: number;
  rules: CollectionRule[] | null;
  matching: 'all' | 'any';
}

/** Collection, product, position. */
type MemberRow = readonly [number, number, number];

const HEAD = `c.id, c.handle, c.title, c.description, c.image_src, c.updated_at,
  ${textsWhere("t.resource = 'collection' AND t.resource_id = c.id")}`;

/** All members, and those that are not listed: fewer rows to look at than all that are. */
const SUMMARY = `SELECT ${HEAD},
    (SELECT COUNT(*) FROM collection_products m WHERE m.collection_id = c.id) - COALESCE(h.count, 0) AS product_count
  FROM collections c
  LEFT JOIN (SELECT o.collection_id, COUNT(*) AS count FROM products p
      STRAIGHT_JOIN collection_products o ON o.product_id = p.id WHERE p.is_listed = 0 GROUP BY o.collection_id) h
    ON h.collection_id = c.id
  ORDER BY c.position, c.id`;

/** Collections, and which products are in them. */
@Injectable()
export class CollectionRepository {
  constructor(private readonly database: Database) {}

  async findAll(): Promise<CollectionSummary[]> {
    const rows = await this.database.read<SummaryRow>(SUMMARY);
    return rows.map((row) => ({ ...toHead(row), productCount: row.product_count }));
  }

  async findHead(handle: string): Promise<CollectionHead | null> {
    const sql = `SELECT ${HEAD} FROM collections c WHERE c.handle = ?`;
    const [row] = await this.database.read<HeadRow>(sql, [handle]);
    return row ? toHead(row) : null;
  }

  /** The handle that a renamed collection has now. */
  async findRedirect(oldHandle: string): Promise<string | null> {
    const [row] = await this.database.read<{ handle: string }>(
      `SELECT c.handle FROM collection_redirects r JOIN collections c ON c.id = r.collection_id WHERE r.old_handle = ?`,
      [oldHandle],
    );
    return row?.handle ?? null;
  }

  /** Ids of the collections that these products are in. */
  async findIdsOf(productIds: readonly number[]): Promise<Map<number, number[]>> {
    const rows = await this.database.query<{ product: number; collection: number }>(
      'SELECT product_id AS product, collection_id AS collection FROM collection_products WHERE product_id IN (?)',
      [productIds],
    );
    const byProduct = new Map<number, number[]>();
    for (const { product, collection } of rows)
      byProduct.set(product, [...(byProduct.get(product) ?? []), collection]);
    return byProduct;
  }

  async findRules(tx: EntityManager): Promise<RuleCollection[]> {
    const rows = await tx.query<{ id: number; rules: string; matching: 'all' | 'any' }[]>(
      'SELECT id, rules, matching FROM collections WHERE rules IS NOT NULL ORDER BY id',
    );
    return rows.map((row) => ({ ...row, rules: JSON.parse(row.rules) as CollectionRule[] }));
  }

  /** Inserts, or replaces what is there under the same handle. */
  async put(tx: EntityManager, fields: CollectionFields, now: Date): Promise<number> {
    const { handle, title, description, imageSrc, position, rules, matching } = fields;
    const rulesText = rules && JSON.stringify(rules);
    const row = [handle, title, description, imageSrc, position, rulesText, matching, now, now];
    await tx.query(
      `INSERT INTO collections (handle, title, description, image_src, position, rules, matching, created_at, updated_at)
       VALUES (?) ON DUPLICATE KEY UPDATE title = VALUES(title), description = VALUES(description),
         image_src = VALUES(image_src), position = VALUES(position), rules = VALUES(rules),
         matching = VALUES(matching), updated_at = VALUES(updated_at)`,
      [row],
    );
    const [found] = await tx.query<{ id: number }[]>('SELECT id FROM collections WHERE handle = ?', [handle]);
    return found!.id;
  }

  /** Handles that no product has are left out. */
  async idsOfHandles(tx: EntityManager, handles: readonly string[]): Promise<number[]> {
    if (handles.length === 0) return [];
    const sql = 'SELECT id, handle FROM products WHERE handle IN (?)';
    const rows = await tx.query<{ id: number; handle: string }[]>(sql, [handles]);
    const ids = new Map(rows.map((row) => [row.handle, row.id]));
    return handles.flatMap((handle) => ids.get(handle) ?? []);
  }

  /** Replaces the members of a collection that is picked by hand, in this order. */
  setPicked(tx: EntityManager, collectionId: number, productIds: readonly number[]): Promise<void> {
    const distinct = [...new Set(productIds)];
    return this.replaceMembers(
      tx,
      collectionId,
      distinct.map((id, index) => [collectionId, id, index + 1]),
    );
  }

  /** Replaces the members of a collection with rules; they have no order of their own. */
  setFound(tx: EntityManager, collectionId: number, productIds: readonly number[]): Promise<void> {
    return this.replaceMembers(
      tx,
      collectionId,
      productIds.map((id) => [collectionId, id, 0]),
    );
  }

  /** Puts products into exactly those collections with rules that they belong to; others keep them. */
  async setRuleMemberships(
    tx: EntityManager,
    productIds: readonly number[],
    pairs: readonly { collectionId: number; productId: number }[],
  ): Promise<void> {
    if (productIds.length === 0) return;
    await tx.query(
      `DELETE m FROM collection_products m JOIN collections c ON c.id = m.collection_id AND c.rules IS NOT NULL
       WHERE m.product_id IN (?)`,
      [productIds],
    );
    await this.addMembers(
      tx,
      pairs.map(({ collectionId, productId }) => [collectionId, productId, 0]),
    );
  }

  private async replaceMembers(tx: EntityManager, collectionId: number, rows: readonly MemberRow[]) {
    await tx.query('DELETE FROM collection_products WHERE collection_id = ?', [collectionId]);
    await this.addMembers(tx, rows);
  }

  private async addMembers(tx: EntityManager, rows: readonly MemberRow[]) {
    if (rows.length === 0) return;
    await tx.query('INSERT INTO collection_products (collection_id, product_id, position) VALUES ?', [rows]);
  }
}

function toHead(row: HeadRow): CollectionHead {
  const texts = readTexts(row.texts, (name) => (name === 'title' ? 'title' : 'description'));
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    description: row.description,
    imageSrc: row.image_src,
    updatedAt: row.updated_at.toISOString(),
    ...(texts && { texts }),
  };
}
