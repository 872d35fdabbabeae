import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenders of gift cards and store credit, beside the one of a provider, and their share of each refund. */
export class AddCreditToTenders1790000133100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tenders
      ADD COLUMN credit_account_id BIGINT NULL COMMENT 'NULL: of a provider, which each order has one of',
      ADD COLUMN label VARCHAR(16) NULL COMMENT 'last signs of a gift card',
      ADD CONSTRAINT tenders_of_credit FOREIGN KEY (credit_account_id) REFERENCES credit_accounts (id)`);
    await runner.query(`CREATE TABLE refund_credits (
      refund_id BIGINT NOT NULL,
      tender_id BIGINT NOT NULL,
      amount BIGINT NOT NULL COMMENT 'of the refund; the rest is of the provider',
      PRIMARY KEY (refund_id, tender_id),
      KEY refund_credits_of_tender (tender_id),
      CONSTRAINT refund_credits_of_refund FOREIGN KEY (refund_id) REFERENCES refunds (id) ON DELETE CASCADE,
      CONSTRAINT refund_credits_of_tender FOREIGN KEY (tender_id) REFERENCES tenders (id),
      CONSTRAINT refund_credits_amount CHECK (amount > 0)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refund_credits');
    await runner.query(`ALTER TABLE tenders DROP FOREIGN KEY tenders_of_credit`);
    await runner.query(`ALTER TABLE tenders DROP COLUMN credit_account_id, DROP COLUMN label`);
  }
}
