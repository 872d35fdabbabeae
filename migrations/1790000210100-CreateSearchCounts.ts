import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a search was typed on a day, and how many products it found last. Nobody is named. */
export class CreateSearchCounts1790000210100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE search_counts (
      day DATE NOT NULL,
      text VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      searches INT NOT NULL,
      results INT NOT NULL,
      PRIMARY KEY (day, text)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_counts');
  }
}
