import type { MigrationInterface, QueryRunner } from 'typeorm';

const CODE = 'CHARACTER SET ascii COLLATE ascii_bin';

/** Where the shop delivers: zones, the places they are made of, and the methods that go there. Amounts in minor units. */
export class CreateDeliveryZones1790000120100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE delivery_zones (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      name VARCHAR(120) NOT NULL
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE delivery_zone_places (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      zone_id INT NOT NULL,
      country CHAR(2) ${CODE} NOT NULL,
      region VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'empty: the whole country',
      postcode_from VARCHAR(16) ${CODE} NOT NULL DEFAULT '',
      postcode_to VARCHAR(16) ${CODE} NOT NULL DEFAULT '',
      UNIQUE KEY delivery_zone_places_once (country, region, postcode_from, postcode_to),
      CONSTRAINT delivery_zone_places_of_zone FOREIGN KEY (zone_id) REFERENCES delivery_zones (id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE delivery_zone_methods (
      zone_id INT NOT NULL,
      method_id VARCHAR(32) ${CODE} NOT NULL,
      price BIGINT NULL COMMENT 'one price for all parcels',
      banded_by VARCHAR(8) ${CODE} NULL COMMENT 'weight (grams) or amount (of the goods)',
      bands JSON NULL COMMENT '[{ from, price }]',
      free_from BIGINT NULL COMMENT 'amount of the goods; counts when price or bands are given',
      max_grams INT NULL COMMENT 'null: as the method',
      days_min SMALLINT NULL COMMENT 'null: as the method',
      days_max SMALLINT NULL COMMENT 'null: as the method',
      PRIMARY KEY (zone_id, method_id),
      CONSTRAINT delivery_zone_methods_of_zone FOREIGN KEY (zone_id) REFERENCES delivery_zones (id),
      CONSTRAINT delivery_zone_methods_of_method FOREIGN KEY (method_id) REFERENCES delivery_methods (id),
      CONSTRAINT delivery_zone_methods_rate CHECK ((price IS NULL OR (price >= 0 AND bands IS NULL))
        AND (banded_by IS NULL) = (bands IS NULL) AND (banded_by IS NULL OR banded_by IN ('weight', 'amount'))),
      CONSTRAINT delivery_zone_methods_days CHECK (days_min IS NULL OR days_max >= days_min)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_zone_methods');
    await runner.query('DROP TABLE delivery_zone_places');
    await runner.query('DROP TABLE delivery_zones');
  }
}
