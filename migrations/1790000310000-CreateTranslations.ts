import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the catalogue says in other languages than the shop's own. Of a product or a collection (`resource_id`) by the name of the
 * field; of a word that is the same in the whole shop, such as the value of an option (`resource_id` 0), by the word itself.
 */
export class CreateTranslations1790000310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE translations (
      resource VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      resource_id BIGINT NOT NULL,
      language VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      text MEDIUMTEXT NOT NULL,
      PRIMARY KEY (resource, resource_id, language, name),
      KEY translations_by_language (language, resource)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE translations');
  }
}
