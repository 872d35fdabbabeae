import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Handles that collections had before they were renamed. */
export class CreateCollectionRedirects1790000190000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE collection_redirects (
        old_handle VARCHAR(255) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
        collection_id BIGINT NOT NULL,
        CONSTRAINT collection_redirects_collection FOREIGN KEY (collection_id) REFERENCES collections (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE collection_redirects');
  }
}
