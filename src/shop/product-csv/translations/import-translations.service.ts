import { Injectable } from '@nestjs/common';
import { otherLanguages } from '../../../platform/language/locales.js';
import { EditTranslations } from '../../catalog/words/edit-translations.service.js';
import type { Original, Translated, TranslationCounts } from '../../catalog/words/translated.types.js';
import type { FileProblem } from '../file-problem.js';
import { inBatches } from '../in-batches.js';
import { parseTranslation, type ParseOptions } from './parse-translation.js';
import { readTranslations, type TranslationGroup } from './read-translations.js';
import { isThingType, isWordType } from './translation-columns.js';

export interface TranslationImportOptions {
  /** Only say what would change. */
  isDryRun: boolean;
  /** An empty cell takes the text away; else it says nothing. */
  removesEmpty: boolean;
}

export interface TranslationListener {
  onRefused(refused: { name: string; line: number; reason: string }): void;
  onProgress(things: number): void;
}

export interface TranslationImportResult extends TranslationCounts {
  /** Things of which nothing was written. */
  refused: number;
  /** Rows of types that the shop has no translations of, such as pages. */
  leftOut: number;
  /** Why the file could not be read to its end. */
  stoppedBy: FileProblem | null;
}

const MOST_GROUPS = 200;
/** In one batch; a statement must stay well below the server's packet size. */
const MOST_CHARACTERS = 1_000_000;

/** Reads Shopify's file of translations into the shop: streaming, a batch per transaction, each thing whole or not at all. */
@Injectable()
export class ImportTranslations {
  constructor(private readonly translations: EditTranslations) {}

  /** Errors: only what the database throws; everything about the file is told to `listener` or in the result. */
  async run(
    source: AsyncIterable<Buffer>,
    { isDryRun, removesEmpty }: TranslationImportOptions,
    listener: TranslationListener,
  ): Promise<TranslationImportResult> {
    const result: TranslationImportResult = {
      written: 0,
      removed: 0,
      unchanged: 0,
      refused: 0,
      leftOut: 0,
      stoppedBy: null,
    };
    const options = { languages: otherLanguages(), removesEmpty };
    for await (const groups of this.batches(source, result)) {
      const things = await this.parsed(groups, options, listener, result);
      add(result, await this.translations.save(things, { isDryRun }));
      listener.onProgress(groups.length);
    }
    return result;
  }

  private batches(source: AsyncIterable<Buffer>, result: TranslationImportResult) {
    const limits = { most: MOST_GROUPS, mostCharacters: MOST_CHARACTERS, charactersOf: sizeOf };
    return inBatches(groupsOf(source, result), limits, (problem) => (result.stoppedBy = problem));
  }

  private async parsed(
    groups: readonly TranslationGroup[],
    options: ParseOptions,
    listener: TranslationListener,
    result: TranslationImportResult,
  ): Promise<Translated[]> {
    const originals = await this.originals(groups);
    const refuse = ({ type, identification }: TranslationGroup, line: number, reason: string) => {
      result.refused += 1;
      listener.onRefused({ name: `${type} ${identification}`.trim(), line, reason });
      return [];
    };
    return groups.flatMap((group) => {
      const original = originals.get(group) ?? null;
      if (!original && !isWordType(group.type)) return refuse(group, group.rows[0]!.line, unknown(group));
      const parsed = parseTranslation(group, original, options);
      return parsed.ok ? parsed.things : refuse(group, parsed.line, parsed.reason);
    });
  }

  /** Which product or collection each group is about: two or three statements for a batch. */
  private async originals(groups: readonly TranslationGroup[]): Promise<Map<TranslationGroup, Original>> {
    const found = new Map<TranslationGroup, Original>();
    for (const resource of ['product', 'collection'] as const) {
      const some = groups.filter(
        ({ type }) => !isWordType(type) && (type === 'COLLECTION') === (resource === 'collection'),
      );
      const names = some.map(nameOf);
      const originals = await this.translations.originals(resource, names);
      for (const [nth, group] of some.entries()) {
        const original = originals.get(names[nth]!);
        if (original) found.set(group, original);
      }
    }
    return found;
  }
}

/** Shopify names things by ids of its own; the row of the handle then says which one is meant. */
function nameOf({ type, identification, rows }: TranslationGroup): string {
  const handle = rows.find(({ Field }) => Field === 'handle')?.['Default content'];
  if (handle) return handle;
  const name = identification.replace(/^'/, '');
  return type === 'MEDIA_IMAGE' ? name.replace(/\/\d+$/, '') : name;
}

function unknown({ type, identification }: TranslationGroup): string {
  const name = identification.slice(0, 60);
  if (type === 'COLLECTION')
    return `there is no collection "${name}"; write its handle into "Identification", such as wear`;
  if (type === 'MEDIA_IMAGE')
    return `there is no product of the picture "${name}"; write handle and number into "Identification", such as camp-kettle/1`;
  return `there is no product "${name}"; write its handle into "Identification", such as camp-kettle, or import the product first`;
}

const sizeOf = ({ rows }: TranslationGroup): number =>
  rows.reduce((sum, row) => sum + row['Translated content'].length + 200, 0);

function add(result: TranslationImportResult, counts: TranslationCounts): void {
  result.written += counts.written;
  result.removed += counts.removed;
  result.unchanged += counts.unchanged;
}

/** Those of types that the shop has translations of; the others are counted. */
async function* groupsOf(
  source: AsyncIterable<Buffer>,
  result: TranslationImportResult,
): AsyncGenerator<TranslationGroup> {
  for await (const group of readTranslations(source))
    if (isThingType(group.type) || isWordType(group.type)) yield group;
    else result.leftOut += group.rows.length;
}
