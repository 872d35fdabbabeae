import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tags of products one by one: for filters and rules, derived from products.tags at each save. */
export class CreateProductTags1790000010400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_tags (
        product_id BIGINT NOT NULL,
        position INT NOT NULL,
        tag VARCHAR(255) NOT NULL,
        PRIMARY KEY (product_id, position),
        KEY product_tags_by_tag (tag, product_id),
        CONSTRAINT product_tags_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_tags');
  }
}
