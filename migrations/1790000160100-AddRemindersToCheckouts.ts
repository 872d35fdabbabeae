import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever ticked it gets one mail when the cart is left behind. Ends when the mail is promised. */
export class AddRemindersToCheckouts1790000160100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE checkouts ADD COLUMN reminds TINYINT(1) NOT NULL DEFAULT 0,
      ADD KEY checkouts_to_remind (reminds, changed_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkouts DROP KEY checkouts_to_remind, DROP COLUMN reminds');
  }
}
