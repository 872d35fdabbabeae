import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lines of the file of synonyms that staff loaded last, in their order. */
export class CreateSearchSynonyms1790000210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE search_synonyms (
      position INT NOT NULL PRIMARY KEY,
      line VARCHAR(1000) NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_synonyms');
  }
}
