import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The books of the test card gateway, which stands in for a payment provider outside production. */
export class CreateTestCardCharges1790000050700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE test_card_charges (
      idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      reference CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      card VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      status VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      amount BIGINT NOT NULL,
      captured BIGINT NOT NULL DEFAULT 0,
      created_at DATETIME(3) NOT NULL,
      UNIQUE KEY test_card_charges_reference (reference)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE test_card_refunds (
      idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      reference CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      amount BIGINT NOT NULL,
      created_at DATETIME(3) NOT NULL,
      KEY test_card_refunds_of_charge (reference)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE test_card_refunds');
    await runner.query('DROP TABLE test_card_charges');
  }
}
