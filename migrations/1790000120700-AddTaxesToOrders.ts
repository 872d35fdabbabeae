import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an order owes by name, on its delivery too, and whether its prices contain it. Old code records orders as before. */
export class AddTaxesToOrders1790000120700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders
      ADD COLUMN prices_include_tax TINYINT NOT NULL DEFAULT 0,
      ADD COLUMN shipping_tax BIGINT NOT NULL DEFAULT 0 COMMENT 'part of tax',
      ADD COLUMN shipping_taxes JSON NULL COMMENT '[{ name, rateMillionths, base, amount }]',
      ADD COLUMN vat_number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN vat_number_status VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN is_reverse_charge TINYINT NOT NULL DEFAULT 0,
      ADD COLUMN pickup_place JSON NULL COMMENT 'null: it is sent',
      DROP CONSTRAINT orders_add_up,
      ADD CONSTRAINT orders_sums
        CHECK (subtotal - discount + shipping + IF(prices_include_tax = 1, 0, tax) = total AND shipping_tax BETWEEN 0 AND tax)`);
    await runner.query(
      `ALTER TABLE order_lines ADD COLUMN taxes JSON NULL COMMENT '[{ name, rateMillionths, base, amount }]; null: one rate'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE order_lines DROP COLUMN taxes');
    await runner.query(`ALTER TABLE orders DROP CONSTRAINT orders_sums`);
    await runner.query(`ALTER TABLE orders
      DROP COLUMN prices_include_tax, DROP COLUMN shipping_tax, DROP COLUMN shipping_taxes, DROP COLUMN vat_number,
      DROP COLUMN vat_number_status, DROP COLUMN is_reverse_charge, DROP COLUMN pickup_place,
      ADD CONSTRAINT orders_add_up CHECK (subtotal - discount + shipping + tax = total)`);
  }
}
