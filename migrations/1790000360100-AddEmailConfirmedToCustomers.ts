import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody showed that they read what is sent to the account's address (null: nobody has yet). */
export class AddEmailConfirmedToCustomers1790000360100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE customers ADD COLUMN email_confirmed_at DATETIME(3) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE customers DROP COLUMN email_confirmed_at');
  }
}
