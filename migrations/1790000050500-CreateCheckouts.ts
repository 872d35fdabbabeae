import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'CHAR(22) CHARACTER SET ascii COLLATE ascii_bin';

/** What a shopper has filled in on the way to an order. One open checkout per cart; a closed one has no `open_cart_id`. */
export class CreateCheckouts1790000050500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE checkouts (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      token ${KEY} NOT NULL COMMENT 'becomes the checkout_token of the order',
      cart_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      open_cart_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      email VARCHAR(254) NULL,
      shipping_address JSON NULL,
      billing_address JSON NULL COMMENT 'NULL: the same as the shipping address',
      delivery_method VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      payment_choice VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      changed_at DATETIME(3) NOT NULL,
      UNIQUE KEY checkouts_token (token),
      UNIQUE KEY checkouts_open_cart (open_cart_id),
      KEY checkouts_by_age (changed_at)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE checkouts');
  }
}
