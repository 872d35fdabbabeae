import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { WORD_KINDS, type WordRow } from './words.js';

/** A field of a product in a language. */
export interface FieldText {
  id: number;
  name: string;
  text: string;
}

const WORDS = `SELECT language, resource AS kind, name, text FROM translations
  WHERE resource IN (?) AND resource_id = 0 ORDER BY resource, language, name`;
/** An index has the languages in order. */
const LANGUAGES = 'SELECT DISTINCT language FROM translations';
const OF_PRODUCTS = `SELECT resource_id AS id, name, LEFT(text, ?) AS text FROM translations
  WHERE resource = 'product' AND resource_id IN (?) AND language = ? AND name IN (?)`;

/** The table `translations`, read for visitors. What is read of a product stands in the statements that read the product. */
@Injectable()
export class TranslationRepository {
  constructor(private readonly database: Database) {}

  async findWords(): Promise<WordRow[]> {
    const rows = await this.database.read<Record<'language' | 'kind' | 'name' | 'text', string>>(WORDS, [
      WORD_KINDS,
    ]);
    return rows.map(({ language, kind, name, text }) => [language, kind, name, text] as WordRow);
  }

  async findLanguages(): Promise<string[]> {
    return (await this.database.read<{ language: string }>(LANGUAGES)).map(({ language }) => language);
  }

  /** Fields of these names, `most` characters of each. */
  async findOfProducts(
    ids: readonly number[],
    language: string,
    names: readonly string[],
    most: number,
  ): Promise<FieldText[]> {
    return ids.length === 0 ? [] : this.database.read<FieldText>(OF_PRODUCTS, [most, ids, language, names]);
  }
}
