import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures of products: where one came from, and where the shop serves it. */
export class CreateProductImages1790000010300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_images (
        product_id BIGINT NOT NULL,
        position INT NOT NULL,
        source VARCHAR(2048) COLLATE utf8mb4_bin NOT NULL,
        src VARCHAR(2048) COLLATE utf8mb4_bin NOT NULL,
        alt VARCHAR(512) NOT NULL,
        PRIMARY KEY (product_id, position),
        CONSTRAINT product_images_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_images');
  }
}
