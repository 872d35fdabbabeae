import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';

/** Terms as a shopper was shown them. `version`: 64 hexadecimal digits; `changedOn`: a day, `2026-11-27`. */
export interface Terms {
  version: string;
  title: string;
  html: string;
  changedOn: string;
}

/** The table `terms_versions`. */
@Injectable()
export class TermsRepository {
  constructor(private readonly database: Database) {}

  /** The first who shows a version writes it down; it stays as it was then. */
  async insert({ version, title, html, changedOn }: Terms, at: Date): Promise<void> {
    await this.database.execute(
      `INSERT INTO terms_versions (version, title, html, changed_on, first_shown_at) VALUES (?, ?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE version = version`,
      [version, title, html, changedOn, at],
    );
  }

  async find(version: string): Promise<Terms | null> {
    const [row] = await this.database.query<Terms>(
      'SELECT version, title, html, changed_on AS changedOn FROM terms_versions WHERE version = ?',
      [version],
    );
    return row ?? null;
  }
}
