import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { Original, Resource } from './translated.types.js';

/** A text as its row has it. */
export interface TextRow {
  resource: Resource;
  id: number;
  language: string;
  name: string;
  text: string;
}

/** Names a row. */
export type TextKey = Omit<TextRow, 'text'>;

type Executor = Pick<EntityManager, 'query'>;

const TABLES = { product: 'products', collection: 'collections' } as const;
const AT_ONCE = 500;

/** The table `translations`, written; what is about to be written is read from the same transaction. */
@Injectable()
export class TranslationWriter {
  constructor(private readonly database: Database) {}

  /** Those there are, among these things; of words among these. */
  async findStored(tx: Executor, keys: readonly TextKey[]): Promise<TextRow[]> {
    const byResource = Map.groupBy(keys, ({ resource }) => resource);
    const found: TextRow[] = [];
    for (const [resource, some] of byResource) {
      const ids = [...new Set(some.map(({ id }) => id))];
      const names = [...new Set(some.map(({ name }) => name))];
      const rows = await tx.query<TextRow[]>(
        `SELECT resource, resource_id AS id, language, name, text FROM translations
         WHERE resource = ? AND resource_id IN (?) AND name IN (?)`,
        [resource, ids, names],
      );
      found.push(...rows);
    }
    return found;
  }

  /** In the order of the key, so that two writers do not wait for each other in a circle. */
  async put(tx: Executor, rows: readonly TextRow[]): Promise<void> {
    const sorted = rows.toSorted(byKey);
    for (let start = 0; start < sorted.length; start += AT_ONCE) {
      const some = sorted.slice(start, start + AT_ONCE);
      await tx.query(
        `INSERT INTO translations (resource, resource_id, language, name, text) VALUES ?
         ON DUPLICATE KEY UPDATE text = VALUES(text)`,
        [some.map(({ resource, id, language, name, text }) => [resource, id, language, name, text])],
      );
    }
  }

  async delete(tx: Executor, keys: readonly TextKey[]): Promise<void> {
    for (const { resource, id, language, name } of keys.toSorted(byKey))
      await tx.query(
        'DELETE FROM translations WHERE resource = ? AND resource_id = ? AND language = ? AND name = ?',
        [resource, id, language, name],
      );
  }

  /** `updated_at` moves with each change, however clocks differ: lists and sitemaps go by it. Handles of these products. */
  async touch(
    tx: Executor,
    resource: keyof typeof TABLES,
    ids: readonly number[],
    now: Date,
  ): Promise<string[]> {
    if (ids.length === 0) return [];
    await tx.query(
      `UPDATE ${TABLES[resource]} SET updated_at = GREATEST(?, updated_at + INTERVAL 1000 MICROSECOND)
       WHERE id IN (?)`,
      [now, ids],
    );
    const rows = await tx.query<{ handle: string }[]>(
      `SELECT handle FROM ${TABLES[resource]} WHERE id IN (?)`,
      [ids],
    );
    return rows.map(({ handle }) => handle);
  }

  async languages(tx: Executor): Promise<string[]> {
    const rows = await tx.query<{ language: string }[]>('SELECT DISTINCT language FROM translations');
    return rows.map(({ language }) => language);
  }

  async findTexts(
    productIds: readonly number[],
    language: string,
  ): Promise<Pick<TextRow, 'id' | 'name' | 'text'>[]> {
    return this.database.query(
      `SELECT resource_id AS id, name, text FROM translations
       WHERE resource = 'product' AND resource_id IN (?) AND language = ?`,
      [productIds, language],
    );
  }

  /** By handle, and by id as a text. */
  async findOriginals(
    resource: keyof typeof TABLES,
    names: readonly string[],
  ): Promise<Map<string, Original>> {
    if (names.length === 0) return new Map();
    const ids = names.filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number);
    const type = resource === 'product' ? 'type' : "''";
    const rows = await this.database.query<Omit<Original, 'alts'>>(
      `SELECT id, handle, ${type} AS type FROM ${TABLES[resource]} WHERE handle IN (?) OR id IN (?)`,
      [names, ids.length > 0 ? ids : [0]],
    );
    const alts = resource === 'product' ? await this.altsOf(rows.map(({ id }) => id)) : new Map();
    const originals = rows.map((row): Original => ({ ...row, alts: alts.get(row.id) ?? [] }));
    // A handle may look like an id, and then it is the handle that was meant.
    return new Map([
      ...originals.map((one) => [String(one.id), one] as const),
      ...originals.map((one) => [one.handle, one] as const),
    ]);
  }

  private async altsOf(ids: readonly number[]): Promise<Map<number, string[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ id: number; alt: string }>(
      'SELECT product_id AS id, alt FROM product_images WHERE product_id IN (?) ORDER BY product_id, position',
      [ids],
    );
    const byProduct = Map.groupBy(rows, ({ id }) => id);
    return new Map([...byProduct].map(([id, some]) => [id, some.map(({ alt }) => alt)]));
  }
}

const keyText = ({ resource, id, language, name }: TextKey): string =>
  [resource, String(id).padStart(16, '0'), language, name].join('\n');

function byKey(a: TextKey, b: TextKey): number {
  const [first, second] = [keyText(a), keyText(b)];
  return first < second ? -1 : Number(first > second);
}
