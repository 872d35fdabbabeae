import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../platform/cache/cache.service.js';
import { currentLanguage } from '../../../platform/language/current-language.js';
import { otherLanguages } from '../../../platform/language/locales.js';
import { cacheNames } from '../cache-names.js';
import { TranslationRepository } from './translation.repository.js';
import { Words, type WordTable } from './words.js';

const TEN_MINUTES = { seconds: 600 };

/** What the shop calls things in the language of whoever looks. In its own language nothing is asked. */
@Injectable()
export class ShopWords {
  /** Made once for each state of the table. */
  private readonly made = new Map<string, { table: WordTable; words: Words }>();

  constructor(
    private readonly translations: TranslationRepository,
    private readonly cache: CacheService,
  ) {}

  /** Null in the shop's own language. */
  async current(): Promise<Words | null> {
    const language = currentLanguage();
    return language === null ? null : this.in(language, await this.table());
  }

  /** Of whoever searches: null also in a language into which nothing is translated, which is searched as the shop's own is. */
  async searched(): Promise<Words | null> {
    const words = await this.current();
    return words && (await this.translated()).includes(words.language) ? words : null;
  }

  /** Of all languages that can be searched. */
  async allSearched(): Promise<Words[]> {
    const table = await this.table();
    return (await this.translated()).map((language) => this.in(language, table));
  }

  /** A second behind at most. */
  table(): Promise<WordTable> {
    return this.cache.getOrLoad(cacheNames.words, TEN_MINUTES, () => this.load());
  }

  in(language: string, table: WordTable): Words {
    const known = this.made.get(language);
    if (known?.table === table) return known.words;
    const words = new Words(language, table);
    this.made.set(language, { table, words });
    return words;
  }

  /** Languages of the shop into which anything is translated. */
  private async translated(): Promise<string[]> {
    const { languages } = await this.table();
    return otherLanguages().filter((language) => languages.includes(language));
  }

  private async load(): Promise<WordTable> {
    const [rows, languages] = await Promise.all([
      this.translations.findWords(),
      this.translations.findLanguages(),
    ]);
    const state = createHash('md5')
      .update(JSON.stringify([rows, languages]))
      .digest('base64url');
    return { state, languages, rows };
  }
}
