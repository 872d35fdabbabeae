import type { MigrationInterface, QueryRunner } from 'typeorm';

const view = (isAvailable: string) => `CREATE OR REPLACE SQL SECURITY INVOKER VIEW variant_availability AS
  SELECT variant_id, on_hand - reserved AS available, ${isAvailable}, counted, sells_when_out FROM stock_levels`;

const RULE = '(counted = 0 OR sells_when_out = 1 OR on_hand - reserved > 0)';

/** Whether a variant can be bought, as a column with an index: what is sold out is found without reading every level. */
export class StoreAvailability1790000090100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stock_levels
        ADD COLUMN is_available TINYINT AS ${RULE} STORED,
        ADD KEY stock_levels_by_availability (is_available, variant_id)`);
    await runner.query(view('is_available'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(view(`${RULE} AS is_available`));
    await runner.query(
      'ALTER TABLE stock_levels DROP KEY stock_levels_by_availability, DROP COLUMN is_available',
    );
  }
}
