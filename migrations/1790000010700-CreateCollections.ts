import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Collections; `rules` is null for one that is picked by hand. */
export class CreateCollections1790000010700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE collections (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
        handle VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
        title VARCHAR(255) NOT NULL,
        description TEXT NOT NULL,
        image_src VARCHAR(2048) NULL,
        position INT NOT NULL,
        rules TEXT NULL COMMENT 'JSON, array of CollectionRule',
        matching VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'all or any rule',
        created_at DATETIME(3) NOT NULL,
        updated_at DATETIME(3) NOT NULL,
        UNIQUE KEY collections_handle (handle)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE collections');
  }
}
