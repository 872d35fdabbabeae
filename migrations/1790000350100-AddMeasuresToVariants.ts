import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much is in a variant, for its unit price. All four are there, or none. */
export class AddMeasuresToVariants1790000350100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const unit = 'VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NULL';
    await runner.query(`ALTER TABLE variants
      ADD COLUMN measure_total BIGINT NULL COMMENT 'thousandths of its unit',
      ADD COLUMN measure_total_unit ${unit},
      ADD COLUMN measure_base BIGINT NULL,
      ADD COLUMN measure_base_unit ${unit}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE variants DROP COLUMN measure_base_unit, DROP COLUMN measure_base,
      DROP COLUMN measure_total_unit, DROP COLUMN measure_total`);
  }
}
