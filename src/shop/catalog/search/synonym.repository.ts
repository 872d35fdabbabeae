import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../../platform/database/database.js';

const LINES = 'SELECT line FROM search_synonyms ORDER BY position';

/** The table `search_synonyms`. */
@Injectable()
export class SynonymRepository {
  constructor(private readonly database: Database) {}

  /** For visitors. */
  async findLines(): Promise<string[]> {
    return (await this.database.read<{ line: string }>(LINES)).map(({ line }) => line);
  }

  /** As they are now, for whoever is about to replace them. */
  async lockLines(tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ line: string }[]>(`${LINES} FOR UPDATE`);
    return rows.map(({ line }) => line);
  }

  async replace(tx: EntityManager, lines: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM search_synonyms');
    if (lines.length === 0) return;
    const rows = lines.map((line, at) => [at + 1, line]);
    await tx.query('INSERT INTO search_synonyms (position, line) VALUES ?', [rows]);
  }
}
