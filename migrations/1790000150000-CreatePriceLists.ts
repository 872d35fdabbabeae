import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Prices in other currencies than the shop's own, whose list is `variants`. What has no own price is converted. */
export class CreatePriceLists1790000150000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE price_lists (
        currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
        rate DECIMAL(18, 9) NOT NULL COMMENT 'units of it for one of the shop''s currency',
        rounds_to BIGINT NOT NULL COMMENT 'minor units',
        CONSTRAINT price_lists_amounts CHECK (rate > 0 AND rounds_to BETWEEN 1 AND 999999999)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await runner.query(`
      CREATE TABLE variant_prices (
        currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        variant_id BIGINT NOT NULL,
        price BIGINT NOT NULL,
        compare_at_price BIGINT NULL,
        PRIMARY KEY (currency, variant_id),
        KEY prices_of_variant (variant_id),
        CONSTRAINT variant_prices_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE,
        CONSTRAINT variant_prices_amounts CHECK (price BETWEEN 0 AND 999999999
          AND (compare_at_price IS NULL OR compare_at_price BETWEEN 0 AND 999999999))
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE variant_prices');
    await runner.query('DROP TABLE price_lists');
  }
}
