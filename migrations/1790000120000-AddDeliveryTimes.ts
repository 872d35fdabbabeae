import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an order of today leaves, and how heavy a parcel may be. Old code reads the other columns and promises a little less. */
export class AddDeliveryTimes1790000120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE delivery_methods
      ADD COLUMN cut_off_minutes SMALLINT NOT NULL DEFAULT 840 COMMENT 'after midnight in the shop',
      ADD COLUMN handling_days SMALLINT NOT NULL DEFAULT 0 COMMENT 'working days until it leaves',
      ADD COLUMN max_grams INT NULL,
      ADD CONSTRAINT delivery_methods_times CHECK (cut_off_minutes BETWEEN 0 AND 1440 AND handling_days >= 0)`);
    await runner.query("UPDATE delivery_methods SET max_grams = 30000 WHERE id = 'express'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery_methods DROP CONSTRAINT delivery_methods_times');
    await runner.query(
      'ALTER TABLE delivery_methods DROP COLUMN cut_off_minutes, DROP COLUMN handling_days, DROP COLUMN max_grams',
    );
  }
}
