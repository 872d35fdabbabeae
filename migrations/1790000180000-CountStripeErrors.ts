import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stripe repeats an error of its own for as long as it keeps the key: what comes after one is asked under the next key. */
export class CountStripeErrors1790000180000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stripe_payments ADD COLUMN attempt INT NOT NULL DEFAULT 0
      COMMENT 'questions before this one that were answered with an error of Stripe'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE stripe_payments DROP COLUMN attempt');
  }
}
