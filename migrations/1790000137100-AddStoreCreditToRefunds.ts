import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refunds that a customer gets as store credit, instead of from the provider that was paid. Minor units. */
export class AddStoreCreditToRefunds1790000137100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE refunds
      ADD COLUMN credit_account_id BIGINT NULL COMMENT 'the store credit that gets what the provider would have given back',
      ADD CONSTRAINT refunds_to_credit FOREIGN KEY (credit_account_id) REFERENCES credit_accounts (id)`);
    await runner.query(`ALTER TABLE tenders
      ADD COLUMN credited BIGINT NOT NULL DEFAULT 0 COMMENT 'of what was refunded: as store credit, the provider knows nothing of it',
      ADD CONSTRAINT tenders_credited CHECK (credited >= 0 AND credited <= refunded)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tenders DROP CONSTRAINT tenders_credited');
    await runner.query('ALTER TABLE tenders DROP COLUMN credited');
    await runner.query('ALTER TABLE refunds DROP FOREIGN KEY refunds_to_credit');
    await runner.query('ALTER TABLE refunds DROP COLUMN credit_account_id');
  }
}
