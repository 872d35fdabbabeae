import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The buyer's VAT number on the way to an order. */
export class AddVatNumberToCheckouts1790000120800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE checkouts ADD COLUMN vat_number JSON NULL COMMENT '{ number, country, status }'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkouts DROP COLUMN vat_number');
  }
}
