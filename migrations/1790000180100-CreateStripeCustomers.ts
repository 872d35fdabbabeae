import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

/**
 * Who a customer of the shop is at Stripe, which keeps the cards. `idempotency_key` is written down before Stripe is asked;
 * `stripe_customer` is null until its answer was recorded. An account cannot go while Stripe keeps its cards.
 */
export class CreateStripeCustomers1790000180100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE stripe_customers (
      customer_id BIGINT NOT NULL PRIMARY KEY,
      idempotency_key CHAR(22) ${ASCII} NOT NULL,
      stripe_customer VARCHAR(191) ${ASCII} NULL,
      created_at DATETIME(3) NOT NULL,
      UNIQUE KEY stripe_customers_at_stripe (stripe_customer),
      CONSTRAINT stripe_customers_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stripe_customers');
  }
}
