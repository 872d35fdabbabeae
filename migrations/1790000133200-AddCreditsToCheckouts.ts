import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gift cards and store credit that a shopper wants to pay with, as ids in the order in which they are used. */
export class AddCreditsToCheckouts1790000133200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkouts ADD COLUMN credit_accounts JSON NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkouts DROP COLUMN credit_accounts');
  }
}
