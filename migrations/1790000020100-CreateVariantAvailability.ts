import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other nouns may read of stock in their own statements. */
export class CreateVariantAvailability1790000020100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SQL SECURITY INVOKER VIEW variant_availability AS
        SELECT variant_id,
          on_hand - reserved AS available,
          (counted = 0 OR sells_when_out = 1 OR on_hand - reserved > 0) AS is_available
        FROM stock_levels`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW variant_availability');
  }
}
