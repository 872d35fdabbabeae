import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gift cards and store credit: what is left of them, and every change. Amounts are minor units of the account's currency. */
export class CreateCreditAccounts1790000133000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE credit_accounts (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'gift_card, store_credit',
      currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      balance BIGINT NOT NULL DEFAULT 0 COMMENT 'the sum of its entries',
      code_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'SHA-256 of the code, which is kept nowhere',
      code_end CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what is shown of the code',
      customer_id BIGINT NULL COMMENT 'whose store credit it is',
      note VARCHAR(255) NOT NULL DEFAULT '',
      expires_at DATETIME(3) NULL,
      disabled_at DATETIME(3) NULL,
      created_at DATETIME(3) NOT NULL,
      UNIQUE KEY credit_accounts_code (code_hash),
      UNIQUE KEY credit_accounts_of_customer (customer_id, currency),
      KEY credit_accounts_by_end (code_end),
      CONSTRAINT credit_accounts_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
      CONSTRAINT credit_accounts_balance CHECK (balance >= 0)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE credit_entries (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      account_id BIGINT NOT NULL,
      kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'issue, spend, give_back, release, refund',
      amount BIGINT NOT NULL COMMENT 'below 0 for what was spent',
      order_id BIGINT NULL,
      refund_id BIGINT NOT NULL DEFAULT 0 COMMENT '0: not of a refund',
      note VARCHAR(255) NOT NULL DEFAULT '',
      happened_at DATETIME(3) NOT NULL,
      UNIQUE KEY credit_entries_once (account_id, order_id, kind, refund_id),
      KEY credit_entries_of_order (order_id),
      CONSTRAINT credit_entries_of_account FOREIGN KEY (account_id) REFERENCES credit_accounts (id),
      CONSTRAINT credit_entries_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT credit_entries_sign CHECK (kind = 'spend' AND amount < 0 OR kind <> 'spend' AND amount > 0)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credit_entries');
    await runner.query('DROP TABLE credit_accounts');
  }
}
