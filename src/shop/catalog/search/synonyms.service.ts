import { Injectable } from '@nestjs/common';
import { readSynonyms } from '../../../core/search/synonyms.js';
import { CacheChanges } from '../../../platform/cache/cache-changes.js';
import { Database } from '../../../platform/database/database.js';
import { isOtherLanguage, locales, ownLanguage } from '../../../platform/language/locales.js';
import { cacheNames } from '../cache-names.js';
import { SynonymRepository } from './synonym.repository.js';

/** `problem`: a sentence for staff. */
export type SynonymsOutcome =
  { ok: true; lines: number; isChanged: boolean } | { ok: false; problem: string };

/** What shoppers call things. A change is live on all instances within a second. */
@Injectable()
export class SynonymsService {
  constructor(
    private readonly synonyms: SynonymRepository,
    private readonly changes: CacheChanges,
    private readonly database: Database,
  ) {}

  /** Takes the place of all that was there in this language, the shop's own unless told; a file that cannot be read changes nothing. The same file again changes nothing. */
  async load(text: string, language = ownLanguage()): Promise<SynonymsOutcome> {
    const named = nameOf(language);
    if (named === null) return { ok: false, problem: unknown(language) };
    const file = readSynonyms(text);
    if (!file.ok) return { ok: false, problem: `Line ${file.line}: ${file.reason}. Nothing was changed.` };
    const isChanged = await this.database.transaction(async (tx) => {
      const before = await this.synonyms.lockLines(tx, named);
      if (JSON.stringify(before) === JSON.stringify(file.lines)) return false;
      await this.synonyms.replace(tx, named, file.lines);
      await this.changes.forgetAfter(tx, [cacheNames.listings]);
      return true;
    });
    return { ok: true, lines: file.lines.length, isChanged };
  }

  /** In the order of the file; none of a language that the shop has not. */
  async lines(language = ownLanguage()): Promise<string[]> {
    const named = nameOf(language);
    return named === null ? [] : this.synonyms.findLines(named);
  }
}

/** As the table has it; null for a language that the shop has not. */
function nameOf(language: string): string | null {
  if (language === ownLanguage()) return '';
  return isOtherLanguage(language) ? language : null;
}

const unknown = (language: string): string =>
  `The shop does not speak "${language}", only: ${locales().join(', ')} (LOCALES). Nothing was changed.`;
