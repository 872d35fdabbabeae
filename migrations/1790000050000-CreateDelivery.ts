import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How goods are sent (prices in minor units, days counted as working days), and where to, with the tax of each country. */
export class CreateDelivery1790000050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE delivery_methods (
      id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      price BIGINT NOT NULL,
      free_from BIGINT NULL COMMENT 'subtotal from which it costs nothing',
      days_min SMALLINT NOT NULL,
      days_max SMALLINT NOT NULL,
      CONSTRAINT delivery_methods_price CHECK (price >= 0 AND (free_from IS NULL OR free_from >= 0)),
      CONSTRAINT delivery_methods_days CHECK (days_min >= 0 AND days_max >= days_min)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE tax_rates (
      country CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      rate_basis_points INT NOT NULL,
      CONSTRAINT tax_rates_rate CHECK (rate_basis_points BETWEEN 0 AND 2700)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tax_rates');
    await runner.query('DROP TABLE delivery_methods');
  }
}
