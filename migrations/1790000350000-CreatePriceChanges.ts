import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What things cost, and since when; rows are added and, years later, deleted, never changed. What is known begins with this migration:
 * nobody can say for how long the prices that it finds have been asked.
 */
export class CreatePriceChanges1790000350000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE price_changes (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      variant_id BIGINT NOT NULL,
      currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of a price list; empty: the price of the variant itself',
      price BIGINT NULL COMMENT 'NULL: no price of its own in the list from then on',
      compare_at_price BIGINT NULL,
      changed_at DATETIME(3) NOT NULL,
      KEY changes_of_variant (variant_id, currency, changed_at, id),
      CONSTRAINT price_changes_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE price_list_changes (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      rate DECIMAL(18, 9) NULL COMMENT 'NULL: no list from then on',
      rounds_to BIGINT NULL,
      changed_at DATETIME(3) NOT NULL,
      KEY changes_of_list (currency, changed_at, id)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await runner.query(`INSERT INTO price_changes (variant_id, currency, price, compare_at_price, changed_at)
      SELECT id, '', price, compare_at_price, UTC_TIMESTAMP(3) FROM variants`);
    await runner.query(`INSERT INTO price_changes (variant_id, currency, price, compare_at_price, changed_at)
      SELECT variant_id, currency, price, compare_at_price, UTC_TIMESTAMP(3) FROM variant_prices`);
    await runner.query(`INSERT INTO price_list_changes (currency, rate, rounds_to, changed_at)
      SELECT currency, rate, rounds_to, UTC_TIMESTAMP(3) FROM price_lists`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE price_list_changes');
    await runner.query('DROP TABLE price_changes');
  }
}
