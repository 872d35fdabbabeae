import type { MigrationInterface, QueryRunner } from 'typeorm';

const CODE = 'CHARACTER SET ascii COLLATE ascii_bin';

/** Which taxes are due where. `tax_rates`, one rate per country, stays for old code. */
export class CreateTaxZones1790000120500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE tax_countries (
      country CHAR(2) ${CODE} NOT NULL PRIMARY KEY,
      prices_include_tax TINYINT NOT NULL DEFAULT 0
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE tax_zones (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      name VARCHAR(120) NOT NULL,
      country CHAR(2) ${CODE} NOT NULL,
      region VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'empty: the whole country',
      postcode_from VARCHAR(16) ${CODE} NOT NULL DEFAULT '',
      postcode_to VARCHAR(16) ${CODE} NOT NULL DEFAULT '',
      taxes_shipping TINYINT NOT NULL DEFAULT 1,
      UNIQUE KEY tax_zones_once (country, region, postcode_from, postcode_to),
      CONSTRAINT tax_zones_of_country FOREIGN KEY (country) REFERENCES tax_countries (country)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE tax_zone_taxes (
      zone_id INT NOT NULL,
      category VARCHAR(64) NOT NULL COMMENT 'of products: tax_code of their variants, or standard',
      position SMALLINT NOT NULL,
      name VARCHAR(64) NOT NULL,
      rate_millionths INT NOT NULL COMMENT '8.875 % is 88750',
      PRIMARY KEY (zone_id, category, position),
      CONSTRAINT tax_zone_taxes_of_zone FOREIGN KEY (zone_id) REFERENCES tax_zones (id),
      CONSTRAINT tax_zone_taxes_rate CHECK (rate_millionths BETWEEN 0 AND 300000)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tax_zone_taxes');
    await runner.query('DROP TABLE tax_zones');
    await runner.query('DROP TABLE tax_countries');
  }
}
