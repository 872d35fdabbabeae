import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What payment providers told us, each event once. `applied_at` is null until it has had its effect, or is known to
 * have none; `problem` says why it was left without one. `next_try_at`: when the worker looks at it again.
 */
export class CreatePaymentEvents1790000110100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE payment_events (
      id VARCHAR(191) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      type VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      order_number VARCHAR(64) NULL,
      reference VARCHAR(191) CHARACTER SET ascii COLLATE ascii_bin NULL,
      payload LONGTEXT NOT NULL,
      received_at DATETIME(3) NOT NULL,
      applied_at DATETIME(3) NULL,
      problem VARCHAR(255) NULL,
      tries INT NOT NULL DEFAULT 0,
      next_try_at DATETIME(3) NOT NULL,
      KEY payment_events_open (applied_at, next_try_at),
      KEY payment_events_reference (reference)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payment_events');
  }
}
