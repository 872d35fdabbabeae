import type { MigrationInterface, QueryRunner } from 'typeorm';

const view = (columns: string) => `CREATE OR REPLACE SQL SECURITY INVOKER VIEW variant_availability AS
  SELECT variant_id,
    on_hand - reserved AS available,
    (counted = 0 OR sells_when_out = 1 OR on_hand - reserved > 0) AS is_available${columns}
  FROM stock_levels`;

/** A product page takes what it says of stock from the statement that reads the product. */
export class ShowAllOfAvailability1790000070100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(view(', counted, sells_when_out'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(view(''));
  }
}
