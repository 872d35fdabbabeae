import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What Mollie was asked, written down before the question: whoever lost the answer repeats it word for word. `amount` as
 * Mollie reads it (`12.50`); `payment` and `checkout_url` are its answer: what it made, and where it is paid.
 */
export class CreateMolliePayments1790000170000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE mollie_payments (
      idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      order_number VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      amount VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      is_captured_later BOOLEAN NOT NULL,
      return_url VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      payment VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      checkout_url VARCHAR(2048) NULL,
      created_at DATETIME(3) NOT NULL,
      UNIQUE KEY mollie_payments_order (order_number),
      KEY mollie_payments_payment (payment)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mollie_payments');
  }
}
