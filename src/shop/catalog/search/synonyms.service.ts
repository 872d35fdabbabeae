import { Injectable } from '@nestjs/common';
import { readSynonyms } from '../../../core/search/synonyms.js';
import { CacheChanges } from '../../../platform/cache/cache-changes.js';
import { Database } from '../../../platform/database/database.js';
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

  /** Takes the place of all that was there; a file that cannot be read changes nothing. The same file again changes nothing. */
  async load(text: string): Promise<SynonymsOutcome> {
    const file = readSynonyms(text);
    if (!file.ok) return { ok: false, problem: `Line ${file.line}: ${file.reason}. Nothing was changed.` };
    const isChanged = await this.database.transaction(async (tx) => {
      const before = await this.synonyms.lockLines(tx);
      if (JSON.stringify(before) === JSON.stringify(file.lines)) return false;
      await this.synonyms.replace(tx, file.lines);
      await this.changes.forgetAfter(tx, [cacheNames.listings]);
      return true;
    });
    return { ok: true, lines: file.lines.length, isChanged };
  }

  /** In the order of the file. */
  lines(): Promise<string[]> {
    return this.synonyms.findLines();
  }
}
