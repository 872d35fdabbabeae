import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

/**
 * Who wants letters, and the proof that they said so: when, to which words, in which language. Nobody is written to before `confirmed_at`.
 * A row goes when they leave.
 */
export class CreateNewsletterSubscriptions1790000366000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE newsletter_subscriptions (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      email VARCHAR(254) ${ASCII} NOT NULL,
      token CHAR(22) ${ASCII} NOT NULL COMMENT 'of the links to confirm and to leave',
      wording VARCHAR(1000) NOT NULL COMMENT 'what was agreed to, as it was shown',
      language CHAR(2) ${ASCII} NULL COMMENT 'null: the own language of the shop',
      asks INT NOT NULL DEFAULT 1 COMMENT 'mails that were asked for',
      asked_at DATETIME(3) NOT NULL,
      confirmed_at DATETIME(3) NULL,
      asked_by BIGINT NULL COMMENT 'the customer who asked last, while the address has not said yes to them',
      customer_id BIGINT NULL COMMENT 'in whose account it is shown',
      UNIQUE KEY newsletter_subscriptions_email (email),
      UNIQUE KEY newsletter_subscriptions_token (token),
      UNIQUE KEY newsletter_subscriptions_of_customer (customer_id),
      KEY newsletter_subscriptions_asked_by (asked_by),
      KEY newsletter_subscriptions_by_age (confirmed_at, asked_at),
      CONSTRAINT newsletter_subscriptions_asked_by FOREIGN KEY (asked_by) REFERENCES customers (id) ON DELETE SET NULL,
      CONSTRAINT newsletter_subscriptions_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE newsletter_subscriptions');
  }
}
