import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When all sessions of a customer were last ended. The worker looks for recent ones, so there is an index. */
export class AddSessionsEndedAt1790000060100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE customers
        ADD COLUMN sessions_ended_at DATETIME(3) NULL,
        ADD INDEX ix_customers_sessions_ended_at (sessions_ended_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE customers
        DROP INDEX ix_customers_sessions_ended_at,
        DROP COLUMN sessions_ended_at`);
  }
}
