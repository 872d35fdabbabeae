import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stock per variant: on hand is in the building, reserved is promised to orders. */
export class CreateStockLevels1790000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stock_levels (
        variant_id BIGINT NOT NULL PRIMARY KEY,
        counted TINYINT NOT NULL,
        sells_when_out TINYINT NOT NULL,
        on_hand INT NOT NULL,
        reserved INT NOT NULL DEFAULT 0,
        CONSTRAINT stock_levels_reserved CHECK (reserved >= 0),
        CONSTRAINT stock_levels_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stock_levels');
  }
}
