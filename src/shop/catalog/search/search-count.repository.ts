import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';

export interface SearchCount {
  text: string;
  searches: number;
  /** Products that it found when it was typed last. */
  results: number;
}

/** The table `search_counts`. Days are in UTC. */
@Injectable()
export class SearchCountRepository {
  constructor(private readonly database: Database) {}

  /** One statement. In the order of the texts, so that two processes that add the same ones do not wait for each other in a circle. */
  async add(counts: readonly SearchCount[]): Promise<void> {
    const sorted = counts.toSorted((a, b) => (a.text < b.text ? -1 : 1));
    const rows = sorted.map(() => '(UTC_DATE(), ?, ?, ?)').join(', ');
    await this.database.execute(
      `INSERT INTO search_counts (day, text, searches, results) VALUES ${rows}
       ON DUPLICATE KEY UPDATE searches = searches + VALUES(searches), results = VALUES(results)`,
      sorted.flatMap(({ text, searches, results }) => [text, searches, results]),
    );
  }

  /** Of the last `days`, the commonest first; `isMissed`: only those that found nothing on any of these days. */
  async findTop(days: number, isMissed: boolean, limit: number): Promise<SearchCount[]> {
    const rows = await this.database.query<{ text: string; searches: number | string; results: number }>(
      `SELECT text, SUM(searches) AS searches, MAX(results) AS results FROM search_counts
       WHERE day > UTC_DATE() - INTERVAL ? DAY GROUP BY text ${isMissed ? 'HAVING MAX(results) = 0' : ''}
       ORDER BY SUM(searches) DESC, text LIMIT ?`,
      [days, limit],
    );
    return rows.map(({ text, searches, results }) => ({ text, searches: Number(searches), results }));
  }

  async deleteOlderThan(days: number, limit: number): Promise<number> {
    const result = await this.database.execute(
      'DELETE FROM search_counts WHERE day < UTC_DATE() - INTERVAL ? DAY LIMIT ?',
      [days, limit],
    );
    return result.affectedRows;
  }
}
