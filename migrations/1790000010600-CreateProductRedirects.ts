import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Handles that products had before they were renamed. */
export class CreateProductRedirects1790000010600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_redirects (
        old_handle VARCHAR(255) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
        product_id BIGINT NOT NULL,
        CONSTRAINT product_redirects_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_redirects');
  }
}
