import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose saved cards may pay: a part of the question, so that a repeat is the same to the letter. Null for guests. */
export class AddCustomerToStripePayments1790000180200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE stripe_payments ADD COLUMN customer VARCHAR(191) CHARACTER SET ascii COLLATE ascii_bin NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE stripe_payments DROP COLUMN customer');
  }
}
