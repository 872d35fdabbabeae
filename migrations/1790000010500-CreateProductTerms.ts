import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words under which a product is found, folded by core/catalog/terms.ts; derived at each save. */
export class CreateProductTerms1790000010500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_terms (
        term VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        product_id BIGINT NOT NULL,
        weight TINYINT NOT NULL,
        PRIMARY KEY (term, product_id),
        KEY product_terms_of_product (product_id),
        CONSTRAINT product_terms_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_terms');
  }
}
