import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is sold. Amounts in minor units of the shop's currency; unused options are empty. */
export class CreateVariants1790000010100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE variants (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
        product_id BIGINT NOT NULL,
        position INT NOT NULL,
        option1 VARCHAR(255) NOT NULL,
        option2 VARCHAR(255) NOT NULL,
        option3 VARCHAR(255) NOT NULL,
        sku VARCHAR(255) NULL,
        barcode VARCHAR(255) NULL,
        price BIGINT NOT NULL,
        compare_at_price BIGINT NULL,
        cost_per_item BIGINT NULL,
        grams INT NOT NULL,
        weight_unit VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        is_taxed TINYINT NOT NULL,
        tax_code VARCHAR(255) NOT NULL,
        requires_shipping TINYINT NOT NULL,
        fulfilment_service VARCHAR(255) NOT NULL,
        image_position INT NULL COMMENT 'of product_images',
        KEY variants_of_product (product_id, position),
        KEY variants_by_sku (sku),
        CONSTRAINT variants_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
        CONSTRAINT variants_amounts CHECK (price BETWEEN 0 AND 999999999 AND grams >= 0)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE variants');
  }
}
