import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which language somebody asked to be told (null: the shop’s own). */
export class AddLanguageToStockAlerts1790000300200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE stock_alerts ADD COLUMN language CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stock_alerts DROP COLUMN language`);
  }
}
