import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CacheChanges } from '../../../platform/cache/cache-changes.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { cacheNames } from '../cache-names.js';
import type { Original, Resource, Translated, TranslationCounts } from './translated.types.js';
import { type TextKey, type TextRow, TranslationWriter } from './translation-writer.repository.js';

interface Changes {
  put: TextRow[];
  remove: TextKey[];
  unchanged: number;
}

/** Everything that changes what the catalogue says in other languages. */
@Injectable()
export class EditTranslations {
  constructor(
    private readonly database: Database,
    private readonly writer: TranslationWriter,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
  ) {}

  /** All of `things` in one transaction; live everywhere within a second. With `isDryRun` it only says what would change. */
  save(things: readonly Translated[], { isDryRun = false } = {}): Promise<TranslationCounts> {
    return this.database.transaction(async (tx) => {
      const changes = await this.compare(tx, things);
      if (!isDryRun) await this.write(tx, changes);
      const { put, remove, unchanged } = changes;
      return { written: put.length, removed: remove.length, unchanged };
    });
  }

  /** By handle, and by id as a text; unknown ones are left out. */
  originals(resource: 'product' | 'collection', names: readonly string[]): Promise<Map<string, Original>> {
    return this.writer.findOriginals(resource, names);
  }

  /** What there is of these products in a language: by id, then by name. */
  async textsOf(productIds: readonly number[], language: string): Promise<Map<number, Map<string, string>>> {
    const rows = await this.writer.findTexts(productIds, language);
    const byProduct = Map.groupBy(rows, ({ id }) => id);
    return new Map(
      [...byProduct].map(([id, some]) => [id, new Map(some.map((row) => [row.name, row.text]))]),
    );
  }

  private async compare(tx: EntityManager, things: readonly Translated[]): Promise<Changes> {
    const wanted = things.flatMap(({ resource, id, texts }) =>
      texts.map((text) => ({ resource, id, ...text })),
    );
    // What comes last counts.
    const byKey = new Map(wanted.map((one) => [keyOf(one), one]));
    const stored = await this.writer.findStored(tx, [...byKey.values()]);
    const before = new Map(stored.map((row) => [keyOf(row), row.text]));
    const changed = [...byKey].filter(([key, { text }]) => (before.get(key) ?? null) !== text);
    const put = changed.flatMap(([, { text, ...key }]) => (text === null ? [] : [{ ...key, text }]));
    const remove = changed.flatMap(([, { text, ...key }]) => (text === null ? [key] : []));
    return { put, remove, unchanged: byKey.size - changed.length };
  }

  private async write(tx: EntityManager, { put, remove }: Changes): Promise<void> {
    const all = [...put, ...remove];
    if (all.length === 0) return;
    const before = await this.writer.languages(tx);
    await this.writer.put(tx, put);
    await this.writer.delete(tx, remove);
    const now = this.clock.now();
    const handles = await this.writer.touch(tx, 'product', idsOf(all, 'product'), now);
    await this.writer.touch(tx, 'collection', idsOf(all, 'collection'), now);
    const after = await this.writer.languages(tx);
    const hasWords = all.some(({ id }) => id === 0) || before.join() !== after.join();
    await this.changes.forgetAfter(tx, [
      ...handles.map(cacheNames.productPage),
      ...(hasWords ? [cacheNames.words] : []),
      cacheNames.collections,
      cacheNames.listings,
    ]);
  }
}

const keyOf = ({ resource, id, language, name }: TextKey): string =>
  JSON.stringify([resource, id, language, name]);

const idsOf = (keys: readonly TextKey[], resource: Resource): number[] =>
  [...new Set(keys.filter((key) => key.resource === resource).map(({ id }) => id))].toSorted((a, b) => a - b);
