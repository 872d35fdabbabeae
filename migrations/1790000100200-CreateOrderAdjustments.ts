import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What promotions took off the lines of an order, and off its delivery; amounts in minor units of its currency. */
export class CreateOrderAdjustments1790000100200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE order_adjustments (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      position INT NULL COMMENT 'of the line; NULL: of delivery, whose price on the order is what is left',
      promotion_id BIGINT NOT NULL,
      title VARCHAR(255) NOT NULL,
      code VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
      amount BIGINT NOT NULL,
      KEY order_adjustments_of_order (order_id, position),
      CONSTRAINT order_adjustments_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT order_adjustments_amount CHECK (amount > 0)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE order_adjustments');
  }
}
