import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'CHAR(22) CHARACTER SET ascii COLLATE ascii_bin';

/** Orders and their line items. The number people say is the id. All amounts are minor units of `currency`. */
export class CreateOrders1790000050200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE orders (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      checkout_token ${KEY} NOT NULL COMMENT 'makes the second click find the first order',
      token ${KEY} NOT NULL COMMENT 'address of the status page, 128 random bits',
      fingerprint CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the shopper confirmed',
      state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      cart_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      cart_revision BIGINT NOT NULL,
      cart_cleared_at DATETIME(3) NULL,
      customer_id BIGINT NULL,
      email VARCHAR(254) NOT NULL,
      shipping_address JSON NOT NULL,
      billing_address JSON NOT NULL,
      delivery_method VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      delivery_from DATE NULL,
      delivery_to DATE NULL,
      note TEXT NOT NULL,
      attributes JSON NOT NULL,
      currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      tax_rate_basis_points INT NOT NULL,
      subtotal BIGINT NOT NULL,
      discount BIGINT NOT NULL,
      shipping BIGINT NOT NULL,
      tax BIGINT NOT NULL,
      total BIGINT NOT NULL,
      cancel_reason VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      placed_at DATETIME(3) NOT NULL,
      UNIQUE KEY orders_checkout_token (checkout_token),
      UNIQUE KEY orders_token (token),
      KEY orders_of_customer (customer_id, id),
      KEY orders_by_state (state, id),
      KEY orders_of_cart (cart_cleared_at, cart_id),
      CONSTRAINT orders_add_up CHECK (subtotal - discount + shipping + tax = total),
      CONSTRAINT orders_not_negative
        CHECK (subtotal >= 0 AND discount >= 0 AND discount <= subtotal AND shipping >= 0 AND tax >= 0)
    ) AUTO_INCREMENT = 1001 CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE order_lines (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      position INT NOT NULL,
      cart_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      variant_id BIGINT NOT NULL,
      product_handle VARCHAR(255) NOT NULL,
      title VARCHAR(255) NOT NULL,
      variant_title VARCHAR(800) NOT NULL,
      sku VARCHAR(255) NULL,
      image_src VARCHAR(2048) NULL,
      properties JSON NOT NULL,
      quantity INT NOT NULL,
      unit_price BIGINT NOT NULL,
      subtotal BIGINT NOT NULL,
      discount BIGINT NOT NULL,
      tax BIGINT NOT NULL,
      UNIQUE KEY order_lines_position (order_id, position),
      KEY order_lines_of_variant (variant_id),
      CONSTRAINT order_lines_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT order_lines_add_up CHECK (quantity > 0 AND unit_price >= 0 AND subtotal = unit_price * quantity),
      CONSTRAINT order_lines_not_negative CHECK (discount >= 0 AND discount <= subtotal AND tax >= 0)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE order_lines');
    await runner.query('DROP TABLE orders');
  }
}
