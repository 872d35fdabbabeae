import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one cost before an offer, so that an order can say how it came to its prices. */
export class AddListPriceToOrderLines1790000160200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE order_lines ADD COLUMN list_price BIGINT NULL COMMENT 'NULL: the unit price, or not known'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE order_lines DROP COLUMN list_price');
  }
}
