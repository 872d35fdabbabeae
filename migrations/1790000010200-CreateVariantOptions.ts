import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which variant has which value of which option: for filters, derived from variants at each save. */
export class CreateVariantOptions1790000010200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE variant_options (
        variant_id BIGINT NOT NULL,
        position TINYINT NOT NULL,
        product_id BIGINT NOT NULL,
        name VARCHAR(255) NOT NULL,
        value VARCHAR(255) NOT NULL,
        PRIMARY KEY (variant_id, position),
        KEY variant_options_of_product (product_id, name(64), value(64)),
        KEY variant_options_by_name (name, value, product_id),
        CONSTRAINT variant_options_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE variant_options');
  }
}
