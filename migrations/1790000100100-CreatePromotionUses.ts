import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row for each promotion of each order that stands. Numbers count a customer's uses; no two have the same. */
export class CreatePromotionUses1790000100100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE promotion_uses (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      promotion_id BIGINT NOT NULL,
      order_id BIGINT NOT NULL,
      code VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
      email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      email_number INT NULL COMMENT 'NULL: no limit per customer',
      customer_id BIGINT NULL,
      customer_number INT NULL,
      is_counted BOOLEAN NOT NULL COMMENT 'in promotions.used',
      used_at DATETIME(3) NOT NULL,
      UNIQUE KEY promotion_uses_once (promotion_id, order_id),
      UNIQUE KEY promotion_uses_of_email (promotion_id, email_key, email_number),
      UNIQUE KEY promotion_uses_of_customer (promotion_id, customer_id, customer_number),
      KEY promotion_uses_of_order (order_id),
      CONSTRAINT promotion_uses_of_promotion FOREIGN KEY (promotion_id) REFERENCES promotions (id),
      CONSTRAINT promotion_uses_of_order FOREIGN KEY (order_id) REFERENCES orders (id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE promotion_uses');
  }
}
