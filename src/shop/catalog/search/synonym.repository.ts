import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../../platform/database/database.js';

const LINES = 'SELECT line FROM search_synonyms WHERE language = ? ORDER BY position';

/** The table `search_synonyms`. The shop's own language is empty there. */
@Injectable()
export class SynonymRepository {
  constructor(private readonly database: Database) {}

  /** For visitors. */
  async findLines(language: string): Promise<string[]> {
    return (await this.database.read<{ line: string }>(LINES, [language])).map(({ line }) => line);
  }

  /** As they are now, for whoever is about to replace them. */
  async lockLines(tx: EntityManager, language: string): Promise<string[]> {
    const rows = await tx.query<{ line: string }[]>(`${LINES} FOR UPDATE`, [language]);
    return rows.map(({ line }) => line);
  }

  async replace(tx: EntityManager, language: string, lines: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM search_synonyms WHERE language = ?', [language]);
    if (lines.length === 0) return;
    const rows = lines.map((line, at) => [language, at + 1, line]);
    await tx.query('INSERT INTO search_synonyms (language, position, line) VALUES ?', [rows]);
  }
}
